/** The words by which a signature tells what its lines are, in the languages our neighbours sign in. */

/** Legal forms and words that only firms carry. */
export const firmForm =
  /(?:^|[\s,(])(?:g?GmbH(?:\s?&\s?Co\.?\s?KG(?:aA)?)?|AG|SE|KG(?:aA)?|UG|OHG|oHG|OG|GbR|mbH|e\.\s?K\.|e\.\s?U\.|e\.\s?V\.|PartG(?:mbB)?|Ltd\.?|Limited|LLC|L\.L\.C\.|LLP|PLC|plc|Inc\.?|Corp\.?|Corporation|Co\.|SARL|S\.à\s?r\.l\.|SAS|SASU|EURL|SCOP|S\.A\.S?\.?|SA|S\.R\.L\.|S\.r\.l\.s?\.?|Srls?|SRL|S\.p\.A\.|SpA|S\.n\.c\.|S\.L\.U?\.?|SLU?|B\.V\.|BV|N\.V\.|NV|V\.O\.F\.|VOF|Sp\.\s?z\s?o\.\s?o\.|sp\.\s?[jk]\.|S\.C\.|s\.r\.o\.|a\.s\.|Sàrl|Sagl|ApS|A\/S|AB|Oy)(?=$|[\s,.)])/

export const firmWord =
  /\b(?:agency|agentur|agence|agencja|atelier|studios?|consult(?:ing|ants?)|group|gruppe|groupe|grupa|holding|partners|solutions|services|systems|technolog(?:y|ies)|technik|logisti[ck]\p{L}*|transporte?|spedition|verlag|bank|hotel|restaurant|university|universität|université|stiftung|foundation|verein|institut[eo]?|kanzlei|steuerberatung|rechtsanwälte|architekt(?:en|es|s)|(?:metall|garten|möbel|holz|messe)bau|bäckerei|apotheke|praxis|klinik|werkstatt|druckerei|ventures|capital|software|labs?|media|works|company|co-?operative|biuro|przedsiębiorstwo|usługi|kancelaria|maison|cabinet|éditions|société|stowarzyszenie|fundacja|bedrijf|stichting|vereniging|despacho|asesoría|bodegas|società|officina)\b/iu

/** What people are. */
export const jobWord =
  /(?<!\p{L})(?:chief|head|vp|svp|vice president|president|ceo|cto|cfo|coo|cmo|cio|founder|co-?founder|owner|partner|director|directeur|directrice|directora|direttore|direttrice|dyrektor|manager|managing|management|lead|leader|leiter(?:in)?|\p{L}*leit(?:er|erin|ung)|engineer|ingenieure?|ingeniero|ingegnere|inżynier|developer|entwickler(?:in)?|programista|designer|architekt(?:in)?|consultant|\p{L}*berater(?:in)?|konsultant|advisor|adviseur|analyst|assistent(?:in)?|assistant|assistante|asystent(?:ka)?|secretary|sekretär(?:in)?|sales|vertrieb|verkauf|einkauf|marketing|account|accountant|comptable|contable|buchhalt\p{L}*|boekhouder|księgow\p{L}*|controller|geschäftsführer(?:in)?|geschäftsleit\p{L}*|inhaber(?:in)?|prokurist(?:in)?|vorstand|gesellschafter(?:in)?|rechtsanw[aä]lt(?:in)?|attorney|lawyer|avocate?|abogad[oa]|avvocato|adwokat|radca|notar(?:in)?|prezes|kierownik|kierowniczka|specjalist(?:a|ka)|właściciel(?:ka)?|gérante?|responsable|responsabile|chargée?|présidente?|fondateur|fondatrice|gerente|jefe|jefa|socio|socia|titolare|amministratore|eigenaar|zaakvoerder|bestuurder|medewerker|hoofd|specialist|spezialist(?:in)?|coordinator|koordinator(?:in)?|editor|redakteur(?:in)?|producer|professor|teacher|lehrer(?:in)?|nurse|doctor|physiotherap\p{L}*|technician|techniker(?:in)?|meister(?:in)?|officer|referent(?:in)?|representative|freelance\p{L}*|intern|praktikant(?:in)?|werkstudent(?:in)?|purchasing|procurement|operations|human resources|hr)(?!\p{L})/iu

/** Lines that say goodbye, and what a phone adds. */
export const closing =
  /^(?:(?:with\s+)?(?:best|kind|warm|many|freundliche|viele|liebe|schöne|herzliche|beste)\s*(?:regards|wishes|thanks|grüße|grüsse|gruß|gruss|grueße)?|regards|cheers|thanks(?: a lot| so much)?|thank you|sincerely|yours(?: sincerely| faithfully| truly)?|mit (?:freundlichen|besten|herzlichen) gr(?:ü|ue)(?:ß|ss)en|mfg|lg|vg|vielen dank|danke|pozdrawiam|z poważaniem|(?:bien )?cordialement|bien à vous|sincères salutations|met vriendelijke groeten?|groeten|groetjes|(?:un )?saludos?(?: cordial(?:es)?)?|atentamente|cordiali saluti|distinti saluti|un cordiale saluto|sent from my .*|von meinem .* gesendet|get outlook for .*|envoyé de mon .*|wysłane z .*)\s*[,!.]?$/iu

/** What the law or a lawyer wants under a letter: numbers that are no phone, people who are not the sender. */
export const legalLine =
  /\b(?:IBAN|BIC|SWIFT|HR\s?[AB]\b|USt|UID|MwSt|VAT|TVA|BTW|KvK|NIP|REGON|KRS|SIRE[NT]|RCS|P\.?\s?IVA|Partita IVA|Cod(?:ice)?\.? Fisc|C\.?I\.?F\.?:|N\.?I\.?F\.?:|Steuer-?(?:Nr|nummer)|St\.?-?Nr|Amtsgericht|Handelsregister|Firmenbuch|Registergericht|Sitz der Gesellschaft|Registered (?:in|office)|Company (?:No|number|registration)|Geschäftsführ(?:er|ung|erin|erinnen)\s*:|Managing Directors?\s*:|Vorsitz|confidential|vertraulich|confidentiel|unsubscribe|disclaimer|think before)/iu

/** What stands before a value. */
export const label =
  /(?<![\p{L}\d])(?:e-?mail|mail|e|web(?:site|seite)?|www|internet|url|homepage|strona|site|tel(?:\.?\s?\/\s?fax|efon|efono|éfono|ephone|efoon|efono)?|tél(?:éphone)?|phone|mobile?|mob|handy|cell|kom(?:órka)?|portable|móvil|cellulare|cell|office|direct|durchwahl|büro|work|t|m|p|d|c|h|a|adres|address|adresse|anschrift|dirección|indirizzo)\s*\.?\s*(?::|\.(?=\s*[+(\d])|(?=\s*\+?\(?\d))\s*/giu

export const faxLabel = /(?<![\p{L}\d])(?:tele)?f(?:a[xk]|ax|aks)?\s*\.?\s*(?::|(?=\s*[+(\d]))\s*$/iu

/** Sites on which one has a page but that are not one's own. */
export const socialSite =
  /(?:^|\.)(?:linkedin|xing|facebook|fb|instagram|twitter|x|youtube|tiktok|threads|bsky|mastodon|github|calendly|cal|zoom|goo|maps|google|wa|whatsapp|telegram|t|skype|pinterest|vimeo|medium|trustpilot)\.(?:com|me|gl|us|app|social|be)$/i

/** Mailboxes that anyone may have: their domain is no company. */
export const freeMail =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|gmx|web|t-online|freenet|mail|proton|protonmail|pm|posteo|mailbox|aol|wp|o2|onet|interia|orange|free|laposte|sfr|wanadoo|libero|tiscali|virgilio|ziggo|kpnmail|bluewin|aon|yandex|zoho|fastmail|hey|tutanota|tuta)\./i

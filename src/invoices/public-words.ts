/** The few words around a shared invoice, in each language a document can have. Pure. */
import type { Language } from './schema.ts'

interface PublicWords {
  amountDue: string
  toGiveBack: string
  paid: string
  void: string
  overdue: string
  pay: string
  download: string
  loading: string
  gone: string
  goneText: string
  failed: string
  failedText: string
  again: string
}

export const publicWords: Readonly<Record<Language, PublicWords>> = {
  en: {
    amountDue: 'Amount due',
    toGiveBack: 'Credit',
    paid: 'Paid. Thank you!',
    void: 'Void: nothing is to be paid',
    overdue: 'was due on {day}',
    pay: 'Pay now',
    download: 'Download PDF',
    loading: 'Loading…',
    gone: 'This link shows nothing any more',
    goneText: 'It was withdrawn, or the address is not whole. Ask whoever sent it to you for a new one.',
    failed: 'The invoice could not be loaded',
    failedText: 'Check your connection and try again in a moment.',
    again: 'Try again',
  },
  de: {
    amountDue: 'Offener Betrag',
    toGiveBack: 'Gutschrift',
    paid: 'Bezahlt. Vielen Dank!',
    void: 'Storniert: es ist nichts zu zahlen',
    overdue: 'war fällig am {day}',
    pay: 'Jetzt bezahlen',
    download: 'PDF herunterladen',
    loading: 'Wird geladen…',
    gone: 'Dieser Link zeigt nichts mehr',
    goneText:
      'Er wurde zurückgezogen, oder die Adresse ist unvollständig. Bitten Sie den Absender um einen neuen.',
    failed: 'Die Rechnung konnte nicht geladen werden',
    failedText: 'Prüfen Sie Ihre Verbindung und versuchen Sie es gleich noch einmal.',
    again: 'Noch einmal versuchen',
  },
  fr: {
    amountDue: 'Reste à payer',
    toGiveBack: 'Avoir',
    paid: 'Payée. Merci !',
    void: 'Annulée : rien n’est à payer',
    overdue: 'était due le {day}',
    pay: 'Payer maintenant',
    download: 'Télécharger le PDF',
    loading: 'Chargement…',
    gone: 'Ce lien n’affiche plus rien',
    goneText: 'Il a été retiré, ou l’adresse est incomplète. Demandez-en un nouveau à l’expéditeur.',
    failed: 'La facture n’a pas pu être chargée',
    failedText: 'Vérifiez votre connexion et réessayez dans un instant.',
    again: 'Réessayer',
  },
  pl: {
    amountDue: 'Do zapłaty',
    toGiveBack: 'Korekta',
    paid: 'Zapłacono. Dziękujemy!',
    void: 'Anulowana: nie ma nic do zapłaty',
    overdue: 'termin minął {day}',
    pay: 'Zapłać teraz',
    download: 'Pobierz PDF',
    loading: 'Wczytywanie…',
    gone: 'Ten link już niczego nie pokazuje',
    goneText: 'Został wycofany albo adres jest niepełny. Poproś nadawcę o nowy.',
    failed: 'Nie udało się wczytać faktury',
    failedText: 'Sprawdź połączenie i spróbuj ponownie za chwilę.',
    again: 'Spróbuj ponownie',
  },
  es: {
    amountDue: 'Importe pendiente',
    toGiveBack: 'Abono',
    paid: 'Pagada. ¡Gracias!',
    void: 'Anulada: no hay nada que pagar',
    overdue: 'venció el {day}',
    pay: 'Pagar ahora',
    download: 'Descargar PDF',
    loading: 'Cargando…',
    gone: 'Este enlace ya no muestra nada',
    goneText: 'Se ha retirado o la dirección está incompleta. Pida uno nuevo a quien se lo envió.',
    failed: 'No se pudo cargar la factura',
    failedText: 'Compruebe su conexión e inténtelo de nuevo en un momento.',
    again: 'Intentar de nuevo',
  },
}

/**
 * The privacy policy as people read it, and the words around its facts. Whoever changes what is said here changes the
 * date in facts.ts too.
 */
export const privacy = {
  title: 'Privacy',
  titleOf: 'Privacy at {organization}',
  updated: 'Last updated {date}',
  intro:
    'UpCRM is where an organization keeps what it knows about its clients and companies. This page says what is stored, why, for how long, who else sees it, and what you can ask for.',
  backToSignIn: 'Back to sign-in',
  backTo: 'Back to {name}',
  backToApp: 'Back to UpCRM',
  who: {
    title: 'Who answers for it',
    text: 'The organization that uses UpCRM decides what is stored about its clients and why. The operator runs the machine and stores it on the organization’s behalf.',
    operator: 'Operator of this UpCRM',
    organizations: 'Organizations',
    noOperator: 'No contact is named yet. Ask an administrator of your organization.',
    noOrganization: 'No privacy contact is named yet. Ask whoever you deal with there, or the operator.',
    ofOrganization:
      'Each organization names a contact of its own. It stands on its own privacy page, linked from its settings.',
  },
  sections: {
    account: {
      title: 'Your account',
      text: 'To sign in you give an e-mail address, a name and a password. Of the password only a hash is kept, from which it cannot be read back. Beside that stand your language and time zone, your role in each organization, your open sessions with the name of the browser and when each was last used, and, if you set it up, the secret of your second factor, encrypted.\n\nWho may see and change what follows from the role in the organization, and is checked on every request.',
    },
    business: {
      title: 'Business data',
      text: 'What people of an organization enter: client details, companies, notes, alerts, files and imported lists. It belongs to the organization. It is used to show it to the people of that organization, and for nothing else. Notifications appear on the dashboard and, for whoever asked for it, come by e-mail.\n\nEvery change is recorded with who made it and when, so that mistakes can be found. That record holds the names of the fields, never what stood in them.',
    },
    isolation: {
      title: 'Organizations are sealed off from each other',
      text: 'Several organizations may share one UpCRM. The database itself keeps them apart: no query reaches the rows of another organization, whatever the program asks for.',
    },
    gmail: {
      title: 'Gmail',
      text: 'Only if you connect your mailbox yourself. Then the access that Google grants is kept, encrypted, to read and send mail on your behalf, and of the mail only what is needed to show it beside the client it is about. You can take the access back at any time, here or in your Google account. Data from Google is not used for advertising, is not sold, and trains no models.',
    },
    telegram: {
      title: 'Telegram',
      text: 'Only if you link your account yourself. Then the id of your Telegram account is kept, to send you notifications and to know you when you write to the bot. Unlinking deletes it.',
    },
    assistant: {
      title: 'The assistant',
      text: 'What you ask, the records needed for the answer, and invoices you let it read are sent to Claude of Anthropic. The assistant sees what your role lets you see, and changes nothing without your confirmation.',
    },
    invoices: {
      title: 'Invoices',
      text: 'Invoices are made here and sent by e-mail to the people they are for. An issued invoice is kept as long as the law requires, also when the client it was for is deleted.',
    },
    usage: {
      title: 'Usage data',
      text: 'To find faults and improve the program, it is counted how often each function is used and refused, by person and day, never with content. Of single client records it is kept who opened them. Logs of the server hold technical facts such as times and error codes, not what you wrote. Nothing of this goes to anyone but the services named below, and no analytics of others are built in.',
    },
    security: {
      title: 'How it is protected',
      text: 'UpCRM runs on ordinary hosting or on the operator’s own machine. Connections are encrypted, and so are the disks where the operator’s hosting provides it; keys and tokens are encrypted once more by the program. Passwords are hashed, links for resetting them work once, and sessions can be ended one by one.\n\nPersonal data is never sold and never given away for advertising.',
    },
    deletion: {
      title: 'How long it is kept',
      text: 'Data lives as long as the account or the organization it belongs to. What is deleted lies in the trash first, so that a slip can be undone, and is then gone for good. What a law requires to be kept is kept as long as that law says and no longer.\n\nWhat has a shorter life stands below. As long as the organization live the record of who changed what, the counts of use, that a mail was sent, to whom and with which subject, and from which import a record came.',
    },
    rights: {
      title: 'Your rights',
      text: 'You may ask for access to what is stored about you and for a copy of it; for correction; for deletion; that its use be restricted, or object to it; and to receive it in a common machine-readable form to take elsewhere. Write to the contact at the top of this page. Requests are answered within a month, and cost nothing.\n\nMuch you can do yourself: your name, address and password under Profile and security, client details on the client’s page, the client list as a file on the Clients page. If you are not content with an answer, you may turn to the data protection authority where you live.',
    },
  },
  retention: {
    what: 'What',
    kept: 'Kept at most',
    trashDays: 'What lies in the trash',
    looseFileDays: 'A file that is attached to nothing, such as that of an export',
    mailTextDays: 'The text of a mail that the organization sent',
    notificationDays: 'A notification, after it was read',
    importDays: 'The rows of an imported list, and what the import changed',
    exportDays: 'Which list was exported, by whom and with which filter',
    accessLogDays: 'Who opened which record',
    jobDays: 'Work done in the background, and for whom, after its end',
    invitationDays: 'A link of an invitation works',
    sessionUnusedDays: 'A session that nobody uses',
    sessionDays: 'Any session',
    resetLinkMinutes: 'A link to reset the password or confirm an address works',
    repeatedRequestHours: 'Answers kept so that a repeated request is not done twice',
  },
  third: {
    title: 'Who else receives data',
    text: 'Only these, and only what they are there for. Each has a policy of its own.',
    none: 'Nobody. No service of others is switched on in this UpCRM; everything stays on the operator’s machine.',
    name: 'Service',
    purpose: 'What for',
    policy: 'Policy',
    policyOf: 'Privacy policy of {name}',
    noPolicy: 'ask the operator',
    purposes: { mail: 'Sends e-mail', database: 'Stores the database' },
  },
  cookies: {
    title: 'Cookies',
    text: 'Only those that signing in, and keeping it safe, needs. None is set before you sign in, and none follows you anywhere. How wide you like your columns, and whether you prefer light or dark, is kept in your browser and sent to nobody.',
    name: 'Name',
    purpose: 'What for',
    lasts: 'Lasts at most',
    purposes: {
      session: 'Knows that it is you, after signing in',
      secondFactor: 'Waits for the code of your second factor',
      device:
        'Knows that you signed in with this browser before, so that whoever guesses your password elsewhere cannot lock you out here; stays when you sign out',
    },
  },
  changes: {
    title: 'Changes to this policy',
    text: 'When it changes, the new text stands here with a new date. Whoever has an account is told what is new at the top of the page when they next come in, before it applies to them.',
    last: 'What changed last: {what}',
    latest:
      'It says for how long each thing is kept, speaks only of what is switched on here, and names a cookie that keeps others from locking you out.',
    notice: 'The privacy policy changed on {date}.',
    read: 'Read it',
    dismiss: 'Understood',
  },
  days: '{count, plural, one {# day} other {# days}}',
  hours: '{count, plural, one {# hour} other {# hours}}',
  minutes: '{count, plural, one {# minute} other {# minutes}}',
} as const

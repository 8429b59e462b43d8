/** Words of files: added, downloaded, thrown away. */
export const files = {
  title: 'Files',
  add: 'Add files',
  drop: 'Drop files here',
  none: 'None yet. Drop one anywhere on this page.',
  noneRead: 'None yet.',
  download: 'Download {name}',
  delete: 'Delete {name}',
  deleteTitle: 'Delete {name}?',
  deleteText: 'A file is deleted for good; it does not go to the trash.',
  deleteAction: 'Delete the file',
  deleted: '{name} deleted',
  adding: 'Adding {name}',
  refused: '{name} could not be added',
  attached: '{count, plural, one {# file} other {# files}} added',
  more: 'All {count} files',
} as const

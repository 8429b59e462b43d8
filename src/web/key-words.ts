/** What a field is called that has no word of its own yet: `favouriteColour` to "Favourite colour". */
export function fromKey(key: string) {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A chat's title, made at once from its first message: no request is spent on it. */

/** At most 60 characters of the first line that says something, cut between words. */
export function titleOf(text: string): string {
  const line =
    text
      .split('\n')
      .map((each) => each.replace(/^[\s#>*-]+|\s+$/g, '').replace(/\s+/g, ' '))
      .find((each) => each !== '' && !/^[`~]{3}/.test(each)) ?? '';
  if (line === '') return 'New chat';
  const characters = Array.from(line);
  if (characters.length <= 60) return line;
  const cut = characters.slice(0, 59).join('');
  const blank = cut.lastIndexOf(' ');
  return `${blank > 30 ? cut.slice(0, blank) : cut}…`;
}

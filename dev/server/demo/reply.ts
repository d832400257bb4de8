/** What the demonstration says to a request: always the same to the same one. It is no language model, and says so. */
import { imagesOf, textOf } from '../wire.ts';
import type { CompletionRequest, Reply } from '../wire.ts';

export function demoReply(request: CompletionRequest): Reply {
  const last = request.messages.findLast((message) => message.role === 'user');
  const text = last === undefined ? '' : textOf(last);
  const images = last === undefined ? 0 : imagesOf(last).length;
  const code = /(?:^|\n)(`{3,})[^\n]*\n([\s\S]*?)\n\1/.exec(text)?.[2];
  const system = request.messages.filter((message) => message.role === 'system').map(textOf);
  if (code !== undefined && /rewrit|replacement/i.test(system.join('\n'))) {
    return { text: `\`\`\`\n${code.replace(/\bvar\b/g, 'let')}\n\`\`\`\n`, toolCalls: [] };
  }
  return {
    text: `This is the **demonstration server**, no language model. You wrote ${text.length} characters${images > 0 ? ` and sent ${images} images` : ''}.\n`,
    toolCalls: [],
  };
}

/** Builds the request body in the API's format. */
import { parameterFields } from './parameters.ts';
import type { ChatRequest, ContentPart, RequestMessage, Tool, ToolChoice } from './types.ts';

/** Returns the request body as JSON. Unset fields are omitted, except `max_tokens`. */
export function requestBody(request: ChatRequest): string {
  return JSON.stringify({
    model: request.model,
    messages: request.messages.map(wireMessage),
    stream: request.stream,
    ...parameterFields(request.parameters),
    ...(request.tools !== undefined && request.tools.length > 0
      ? { tools: request.tools.map(wireTool) }
      : {}),
    ...(request.toolChoice === undefined
      ? {}
      : { tool_choice: wireToolChoice(request.toolChoice) }),
  });
}

function wireMessage(message: RequestMessage): Readonly<Record<string, unknown>> {
  return {
    role: message.role,
    content: wireContent(message.content),
    ...(message.name === undefined ? {} : { name: message.name }),
    ...(message.toolCalls !== undefined && message.toolCalls.length > 0
      ? {
          tool_calls: message.toolCalls.map((call) => ({
            id: call.id,
            type: 'function',
            function: { name: call.name, arguments: call.arguments },
          })),
        }
      : {}),
    ...(message.toolCallId === undefined ? {} : { tool_call_id: message.toolCallId }),
  };
}

/** Content without images is sent as a plain string: the only form in the API's documentation. */
function wireContent(content: RequestMessage['content']): string | readonly ContentPart[] {
  if (typeof content === 'string') return content;
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  return texts.length === content.length ? texts.join('\n') : content;
}

function wireTool(tool: Tool): Readonly<Record<string, unknown>> {
  return {
    type: 'function',
    function: {
      name: tool.name,
      ...(tool.description === undefined ? {} : { description: tool.description }),
      ...(tool.parameters === undefined ? {} : { parameters: tool.parameters }),
    },
  };
}

function wireToolChoice(choice: ToolChoice): unknown {
  return typeof choice === 'string'
    ? choice
    : { type: 'function', function: { name: choice.name } };
}

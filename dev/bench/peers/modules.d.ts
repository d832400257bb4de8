/** The few declarations that ways.ts needs of packages that are installed only for benchmarks. */
declare module 'react' {
  export function createElement(type: unknown, props: object, ...children: unknown[]): object;
  export function memo<Props>(component: (props: Props) => object): unknown;
}
declare module 'react-dom' {
  export function flushSync(work: () => void): void;
}
declare module 'react-dom/client' {
  export function createRoot(element: Element): { render(node: object): void };
}
declare module 'marked' {
  export const marked: { lexer(text: string): readonly { readonly raw: string }[] };
}
declare module 'react-markdown' {
  const Markdown: unknown;
  export { Markdown as default };
}
declare module 'remark-gfm' {
  const plugin: unknown;
  export { plugin as default };
}
declare module 'rehype-highlight' {
  const plugin: unknown;
  export { plugin as default };
}
declare module 'streamdown' {
  export const Streamdown: unknown;
}

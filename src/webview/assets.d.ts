/** What esbuild turns into strings and styles. */
declare module '*.svg' {
  const source: string;
  export { source as default };
}
declare module '*.css';

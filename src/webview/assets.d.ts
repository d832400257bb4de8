/** Types of the files that esbuild bundles: SVG files as strings, and style sheets. */
declare module '*.svg' {
  const source: string;
  export { source as default };
}
declare module '*.css';

/**
 * Changes the options of VS Code's workbench, which its server writes into the page as JSON in an
 * attribute.
 */

export interface PageOptions {
  /** Folders of extensions that run from source. */
  readonly extensions: readonly string[];
  /**
   * Lets the page's URL specify the tests to run (see `addressOf` in workbench.ts). VS Code then
   * shows no notifications, so use it only for the integration suite.
   */
  readonly driver: boolean;
}

/** The part of VS Code's `IWorkbenchConstructionOptions` that changes here. */
interface WorkbenchConfiguration {
  developmentOptions?: Record<string, unknown>;
  productConfiguration?: Record<string, unknown>;
}

const attribute = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;

/** Options that make the workbench contact remote services. */
const remoteEndpoints = [
  'extensionsGallery',
  'serviceWorker',
  'telemetryEndpoint',
  'updateEndpoint',
  'voiceWsUrl',
];

/**
 * @param authority `host:port` of the page, for the URIs of files
 * @throws Error if the page has no configuration
 */
export function configurePage(page: string, options: PageOptions, authority: string): string {
  const [, before, settings] = attribute.exec(page) ?? [];
  if (before === undefined || settings === undefined) {
    throw new Error('VS Code’s page carries no configuration');
  }
  const configuration = JSON.parse(unescape(settings)) as WorkbenchConfiguration;
  const product = {
    ...configuration.productConfiguration,
    enableTelemetry: false,
    nameLong: 'Code - OSS',
    nameShort: 'Code - OSS',
  };
  for (const name of remoteEndpoints) Reflect.deleteProperty(product, name);
  configuration.productConfiguration = product;
  configuration.developmentOptions = {
    ...configuration.developmentOptions,
    ...development(options, authority),
  };
  return page.replace(attribute, () => `${before}${escape(JSON.stringify(configuration))}"`);
}

function development(
  { driver, extensions }: PageOptions,
  authority: string,
): Record<string, unknown> {
  if (driver) return { enableSmokeTestDriver: true };
  return {
    extensions: extensions.map((path) => ({
      scheme: 'vscode-remote',
      authority,
      path,
    })),
  };
}

function unescape(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

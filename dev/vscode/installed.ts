/** Installs the real VS Code if it is missing. */
import { ensureVsCode } from './install/install.ts';

await ensureVsCode();

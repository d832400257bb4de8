/** Fetches the real VS Code where there is none yet, and nothing else. */
import { ensureVsCode } from './install/install.ts';

await ensureVsCode();

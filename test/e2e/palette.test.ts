import { runCommand } from '../../dev/vscode/drive.ts';
import { useWindow } from './window.ts';

describe('the command palette', () => {
  const window = useWindow();

  it('opens the chat', async () => {
    const { page } = window();
    await runCommand(page, 'Laplas: Open Chat');
    await page.getByRole('tab', { name: 'Laplas', selected: true }).waitFor();
  });
});

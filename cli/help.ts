/* The text below the options in `--help`. */

/** What follows the help of the program. */
export const EXIT_CODES = `
Exit codes:
  0  done; check and doctor: no problem; conformance: no difference
  1  wrong arguments, or a call to AWS failed
  2  something is left to do: the rule is wrong (check), there is a problem
     (doctor), an answer is different (conformance), a run would act
     (plan --detailed-exitcode), or a deployment continues unwatched (deploy)
  3  a replication failed, or a rule is wrong (run, retry)
  130, 143  SIGINT (Ctrl-C) or SIGTERM ended --wait (run, retry)

Credentials and region are those of the AWS SDK and CLI: profiles, AWS_REGION,
AWS_ENDPOINT_URL and the rest. Every command has its own help:
  npx appstream-image-replicator status --help`;

/** What follows the help of a command, by its name. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  status: `
Examples:
  npx appstream-image-replicator status
  npx appstream-image-replicator status cad-2026-11 --region us-east-1
  npx appstream-image-replicator status --regions us-east-1,eu-west-1
  npx appstream-image-replicator status --watch --interval 30
  npx appstream-image-replicator status --html report.html
  npx appstream-image-replicator status --json | jq '.images[].name'`,
  plan: `
For scripts: --detailed-exitcode exits with 2 when there is something to do.

Examples:
  npx appstream-image-replicator plan
  npx appstream-image-replicator plan cad-2026-11 --json
  npx appstream-image-replicator plan --detailed-exitcode`,
  run: `
Topic and watch rule are those of the deployed stack, whose function then
follows the copies. Without a stack, use --no-announce --wait.

Examples:
  npx appstream-image-replicator run
  npx appstream-image-replicator run cad-2026-11 --wait
  npx appstream-image-replicator run --wait --no-announce
  npx appstream-image-replicator run --fleets`,
  retry: `
Without a region, every failed destination of the image is started again.

Examples:
  npx appstream-image-replicator retry cad-2026-11
  npx appstream-image-replicator retry cad-2026-11 eu-west-1 --wait
  npx appstream-image-replicator retry design eu-west-1 --fleet`,
  check: `
Prints the command that sets the rule. Exits with 2 when the rule is not valid.

Examples:
  npx appstream-image-replicator check 'eu-west-1 ap-southeast-2=cad-apac'
  npx appstream-image-replicator check 'eu-west-1' --image cad-2026-11
  npx appstream-image-replicator check --image cad-2026-11`,
  deploy: `
Parameters that you do not give keep the value that the deployed stack has.
Asks before a resource is removed or replaced. Template and code are uploaded
to the bucket appstream-image-replicator-ACCOUNT-REGION of your account.

Examples:
  npx appstream-image-replicator deploy --param email=you@example.com
  npx appstream-image-replicator deploy --dry-run
  npx appstream-image-replicator deploy --param createTrail=true --yes`,
  conformance: `
Only reads, unless you add --write: then it says what it will do, and asks.
Exits with 2 if an answer differs from what is assumed, which is no error: the
report says how the replicator copes.

Examples:
  npx appstream-image-replicator conformance
  npx appstream-image-replicator conformance --markdown report.md
  npx appstream-image-replicator conformance --write --image cad --to eu-west-1`,
  doctor: `
Changes nothing. Exits with 2 if it finds a problem.

Examples:
  npx appstream-image-replicator doctor
  npx appstream-image-replicator doctor --region us-east-1 --json`,
  completion: `
The script asks the command itself, so install it first. Once it is published
to npm:
  npm install --global appstream-image-replicator
Until then, in a clone:
  npm pack && npm install --global ./appstream-image-replicator-*.tgz
The script for bash needs the package bash-completion.

Examples:
  source <(appstream-image-replicator completion bash)
  appstream-image-replicator completion zsh \\
    > ~/.zfunc/_appstream-image-replicator`,
};

#!/usr/bin/env bash
# Builds and tests everything.   ./test.sh          all tests
#                                ./test.sh --long   the same tests at their large sizes, then the benchmarks
# Installs what the tests need (Chromium, PostgreSQL, poppler, qpdf), starts a private PostgreSQL, and ends with the true totals.
set -uo pipefail
cd "$(dirname "$0")"
long=false
[ "${1:-}" = --long ] && long=true
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
source eng/packages.sh
source eng/steps.sh
need_packages node:nodejs npm:npm chromium-headless-shell:chromium-headless-shell pg_ctlcluster:postgresql pdftoppm:poppler-utils soffice:libreoffice-calc-nogui qpdf:qpdf wrk:wrk fc-list:fontconfig

work=$(work_folder)
results="$work/results"
mkdir -p "$results" "$work/tmp"
export TMPDIR="$work/tmp" # databases of tests, profiles of browsers
finish() {
  stop_postgres
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

source eng/postgres.sh
start_postgres "$work/postgres"
export PORTAL_TEST_POSTGRES
export PORTAL_TEST_CONFIGURATION=Release
export PORTAL_TEST_WHOLE=1 # no filter: tests that count over a whole run may expect one
$long && export PORTAL_TEST_LONG=1

# Seconds that each step may take on a quiet machine of two slow cores, 15 minutes in all. What is over is said at the end; it fails nothing.
declare -A budget=(
  [Build]=120 [Portal.Domain.Tests]=20 [Portal.App.Tests]=210 [Portal.Web.Tests]=190 [Portal.Browser.Tests]=300 [Benchmarks]=60
)

failed=0

step Build
dotnet restore Portal.sln -v q || exit 1
dotnet build Portal.sln -c Release --no-restore -v q -nologo || exit 1 # warnings are errors

run_tests() {
  dotnet test "tests/$1" -c Release --no-build --nologo -v q --logger "trx;LogFileName=$1.trx" --results-directory "$results" || failed=1
}

step Portal.Domain.Tests # with the formatting beside it: each needs one core
dotnet format whitespace Portal.sln --verify-no-changes --no-restore --exclude migrations &
formatting=$!
run_tests Portal.Domain.Tests
wait $formatting || { echo "Run: dotnet format whitespace Portal.sln --exclude migrations"; failed=1; }

for project in Portal.App.Tests Portal.Web.Tests Portal.Browser.Tests; do
  step "$project"
  run_tests "$project"
done

# In every run at a tiny size, so that none rots unseen; the figures that count come with --long.
step Benchmarks
if $long; then size=; else size=--tiny; fi
for benchmark in redirects orders decisions close audit statements documents pages; do # each in a process of its own, since some measure its memory
  dotnet tests/Portal.Benchmarks/bin/Release/net10.0/Portal.Benchmarks.dll $benchmark $size || failed=1
done

totals=$(python3 - "$results" <<'PY'
import glob, sys
from xml.etree import ElementTree
passed = failed = skipped = 0
times = []
ns = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"
for path in sorted(glob.glob(sys.argv[1] + "/*.trx")):
    root = ElementTree.parse(path).getroot()
    count = {k: int(v) for k, v in root.find(f".//{ns}Counters").attrib.items()}
    passed += count["passed"]
    failed += count["failed"] + count.get("error", 0) + count.get("timeout", 0) + count.get("aborted", 0)
    skipped += count["total"] - count["executed"]
    for result in root.iter(f"{ns}UnitTestResult"):
        hours, minutes, seconds = (result.get("duration") or "0:0:0").split(":")
        times.append((int(hours) * 3600 + int(minutes) * 60 + float(seconds), result.get("testName")))
        if result.get("outcome") == "Failed":
            message = result.findtext(f".//{ns}Message") or ""
            print(f"FAILED {result.get('testName')}\n{message[:3000]}\n", file=sys.stderr)
print("The slowest tests, in seconds:", *(f"{time:7.1f}  {name[:150]}" for time, name in sorted(times, reverse=True)[:10]), sep="\n", file=sys.stderr)
print(f"{passed} passed, {failed} failed, {skipped} skipped")
PY
)
steps_end
[ "$failed" = 0 ] || [[ "$totals" != *" 0 failed"* ]] || echo "A step failed outside of the counted tests; see above."
echo
echo "$totals"
exit "$failed"

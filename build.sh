#!/usr/bin/env bash
# Runs the tasks of build.ps1 from a shell, for example ./build.sh test. Without PowerShell, it runs only the parts that do not
# require PowerShell.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
    echo "Usage: ./build.sh build|test|demo|benchmark|help|fuzz|soak|pack|clean" >&2
    exit 2
}

[ $# -eq 1 ] || usage
task=$1
case $task in build | test | demo | benchmark | help | fuzz | soak | pack | clean) ;; *) usage ;; esac

# Prefers PowerShell on the PATH to the .NET tool that .config/dotnet-tools.json pins.
if command -v pwsh >/dev/null; then
    exec pwsh -NoProfile -NonInteractive -File build.ps1 -Task "$task"
elif dotnet tool restore >/dev/null 2>&1; then
    exec dotnet tool run pwsh -- -NoProfile -NonInteractive -File build.ps1 -Task "$task"
fi

how="Install PowerShell 7.4 or later (https://aka.ms/powershell), and run ./build.sh $task again."

build() {
    dotnet build NanoGpt.sln --configuration Release --nologo --verbosity quiet
}

# Prints the total, executed, and passed tests from a results file.
counts() {
    sed -n 's/.*<Counters total="\([0-9]*\)" executed="\([0-9]*\)" passed="\([0-9]*\)".*/\1 \2 \3/p' "$1"
}

# Checks the build for Windows PowerShell on .NET Framework or Mono, and adds to the counts of run_tests.
check_desktop() {
    local program=tests/NanoGpt.Desktop.Check/bin/Release/net472/NanoGpt.Desktop.Check.exe
    local results=$PWD/out/test-results/desktop.txt summary
    if [ "${OS:-}" = Windows_NT ]; then
        "$program" >"$results" || status=1
    elif command -v mono >/dev/null; then
        mono "$program" >"$results" || status=1
    else
        echo "Not run: the checks of the build for Windows PowerShell. They require Mono in place of .NET Framework. Install mono-complete, and run ./build.sh test again."
        return
    fi
    cat "$results"
    summary=$(sed -n '$s/^\([0-9]*\) passed, \([0-9]*\) failed\r*$/\1 \2/p' "$results")
    [ -n "$summary" ] || { echo "The checks of the build for Windows PowerShell did not complete." >&2; exit 1; }
    passed=$((passed + ${summary% *}))
    failed=$((failed + ${summary#* }))
}

run_tests() {
    local status=0 passed=0 failed=0 skipped=0 project results total executed succeeded
    for project in NanoGpt.Client.Tests NanoGpt.PowerShell.Tests; do
        results=$PWD/out/test-results/$project.trx
        rm -f "$results"
        dotnet test "tests/$project" --configuration Release --no-build --nologo \
            --logger "trx;LogFileName=$results" || status=$?
        [ -f "$results" ] || { echo "The tests in $project did not run." >&2; exit 1; }
        read -r total executed succeeded < <(counts "$results")
        passed=$((passed + succeeded))
        failed=$((failed + executed - succeeded))
        skipped=$((skipped + total - executed))
    done
    check_desktop
    echo "Not run: the Pester tests. They require PowerShell. $how"
    echo "$passed passed, $failed failed, $skipped skipped"
    return "$status"
}

run_demo() {
    pipes=$(mktemp -d)
    trap 'rm -rf "$pipes"' EXIT
    mkfifo "$pipes/in" "$pipes/out"
    dotnet tests/NanoGpt.Sandbox/bin/Release/net8.0/NanoGpt.Sandbox.dll <"$pipes/in" >"$pipes/out" &
    # The sandbox stops when its input closes, so it never outlives this script.
    exec 3>"$pipes/in"
    read -r base_uri <"$pipes/out"
    NANOGPT_BASE_URL=$base_uri NANOGPT_API_KEY=sk-nano-00000000-0000-4000-8000-00000000a11c \
        dotnet samples/ListModels/bin/Release/net8.0/ListModels.dll 3>&-
    exec 3>&-
    wait
    echo
    echo "Not shown: the cmdlets. They require PowerShell. $how"
}

case $task in
    build)
        build
        echo "The module is in $PWD/out/NanoGpt."
        ;;
    test)
        build
        run_tests
        ;;
    demo)
        build
        run_demo
        ;;
    benchmark)
        echo "Not run: the benchmark. It requires PowerShell. $how" >&2
        exit 1
        ;;
    help)
        echo "Not generated: the help. PlatyPS requires PowerShell. $how" >&2
        exit 1
        ;;
    fuzz)
        build
        NANOGPT_FUZZ_SEED=${NANOGPT_FUZZ_SEED:-$RANDOM} NANOGPT_FUZZ_TIMES=${NANOGPT_FUZZ_TIMES:-10} \
            dotnet test tests/NanoGpt.Client.Tests --configuration Release --no-build --nologo \
            --filter FullyQualifiedName~Fuzzing --logger "console;verbosity=detailed"
        ;;
    soak)
        echo "Not run: the soak test. It requires PowerShell. $how" >&2
        exit 1
        ;;
    pack)
        build
        dotnet pack src/NanoGpt.PowerShell --configuration Release --no-build --nologo --verbosity quiet
        echo "The package is in $PWD/out."
        ;;
    clean)
        dotnet clean NanoGpt.sln --configuration Release --nologo --verbosity quiet
        rm -rf out
        ;;
esac

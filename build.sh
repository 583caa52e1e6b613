#!/usr/bin/env bash
# Runs a task of build.cs, for example ./build.sh test.
set -euo pipefail
cd "$(dirname "$0")"
exec dotnet run build.cs -- "$@"

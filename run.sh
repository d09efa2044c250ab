#!/usr/bin/env bash
# Builds the portal and serves it with demo data.   ./run.sh [--urls http://localhost:5080]
# Needs the .NET 10 SDK. Everything it makes (database, keys, mails) goes to data/; delete that folder to start afresh.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
command -v dotnet >/dev/null 2>&1 || { echo "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }

echo "Building …"
dotnet build src/Portal.Web -c Release -v q -nologo

export ASPNETCORE_ENVIRONMENT="${ASPNETCORE_ENVIRONMENT:-Development}"
export Data__Directory="${Data__Directory:-$PWD/data}"
cd src/Portal.Web
# The portal itself prints the address and one account per role once it serves.
exec dotnet bin/Release/net10.0/Portal.Web.dll "$@"

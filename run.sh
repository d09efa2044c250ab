#!/usr/bin/env bash
# Builds the portal and serves it with demo data.   ./run.sh [--urls http://localhost:5080]
# Needs the .NET 10 SDK. Everything it makes (database, keys, mails) goes to data/; delete that folder to start afresh.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
  echo "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2
  exit 1
fi
# .NET takes its knowledge of languages from ICU, which small images leave out.
if ! ldconfig -p 2>/dev/null | grep -q libicuuc && command -v apt-get >/dev/null 2>&1; then
  sudo=
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  icu=$(apt-cache search --names-only '^libicu[0-9]+$' | awk '{ print $1 }' | sort -V | tail -1)
  echo "Installing with apt: $icu"
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$icu" >/dev/null
fi

# The typeface comes from npm when the portal is built.
if ! command -v npm >/dev/null 2>&1; then
  source eng/packages.sh
  need_packages node:nodejs npm:npm
fi

echo "Building …"
dotnet build src/Portal.Web -c Release -v q -nologo "-clp:ErrorsOnly;NoSummary"

export ASPNETCORE_ENVIRONMENT="${ASPNETCORE_ENVIRONMENT:-Development}"
export Data__Directory="${Data__Directory:-$PWD/data}"
[ -e "$Data__Directory/portal.db" ] || echo "Starting on a fresh database; filling it with demo data takes about half a minute …"
cd src/Portal.Web
# The portal itself prints the address and one account per role once it serves.
exec dotnet bin/Release/net10.0/Portal.Web.dll "$@"

#!/usr/bin/env bash
# Adds one migration to all three databases and renews SQL Server's checked-in script.
#   eng/add-migration.sh AddPayouts     a new migration of that name
#   eng/add-migration.sh --script       only renews migrations/Portal.Migrations.SqlServer/schema.sql
#   eng/add-migration.sh --restart      throws all migrations away and makes one, Initial (only before the first release)
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?a name for the migration, --script or --restart}
dotnet tool restore >/dev/null
if [ "$name" = --restart ]; then
  rm -rf migrations/*/Migrations
  name=Initial
fi
for provider in Sqlite SqlServer PostgreSql; do
  project=migrations/Portal.Migrations.$provider
  dotnet build "$project" -v q -nologo -p:RunAnalyzers=false
  if [ "$name" != --script ]; then
    dotnet ef migrations add "$name" --project "$project" --output-dir Migrations --no-build
    sed -i '1s/^\xEF\xBB\xBF//' "$project"/Migrations/*.cs
    dotnet build "$project" -v q -nologo -p:RunAnalyzers=false
  fi
done
server=migrations/Portal.Migrations.SqlServer
dotnet ef migrations script --idempotent --no-build --project $server --output $server/schema.sql
sed -i '1s/^\xEF\xBB\xBF//' $server/schema.sql
cat $server/schema.head.sql $server/schema.sql >$server/schema.tmp
mv $server/schema.tmp $server/schema.sql

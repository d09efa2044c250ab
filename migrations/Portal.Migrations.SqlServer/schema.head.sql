-- The portal's schema for SQL Server, made by eng/add-migration.sh. Can be applied again: what is there already is left alone.
--   sqlcmd -b -I -S server -d Portal -i schema.sql
-- sqlcmd leaves QUOTED_IDENTIFIER off unless it is told otherwise, and then refuses the filtered indexes and goes on without them.
SET QUOTED_IDENTIFIER, ANSI_NULLS, XACT_ABORT ON;
GO


-- The portal's schema for SQL Server, made by eng/add-migration.sh. Can be applied again: what is there already is left alone.
--   sqlcmd -b -I -S server -d Portal -i schema.sql
-- sqlcmd leaves QUOTED_IDENTIFIER off unless it is told otherwise, and then refuses the filtered indexes and goes on without them.
SET QUOTED_IDENTIFIER, ANSI_NULLS, XACT_ABORT ON;
GO

IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL
BEGIN
    CREATE TABLE [__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [AcceptedSignatures] (
        [Signature] varbinary(32) NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_AcceptedSignatures] PRIMARY KEY NONCLUSTERED ([Signature])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [AspNetUsers] (
        [Id] uniqueidentifier NOT NULL,
        [DisplayName] nvarchar(200) NOT NULL,
        [NameSearch] nvarchar(454) NOT NULL,
        [Language] nvarchar(5) NOT NULL,
        [IsActive] bit NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [LastSignInAt] datetimeoffset NULL,
        [LastMembershipId] uniqueidentifier NULL,
        [AuthenticatorKeyProtected] varbinary(1000) NULL,
        [AuthenticatorStep] bigint NOT NULL,
        [UserName] nvarchar(256) NULL,
        [NormalizedUserName] nvarchar(256) NULL,
        [Email] nvarchar(256) NULL,
        [NormalizedEmail] nvarchar(256) NULL,
        [EmailConfirmed] bit NOT NULL,
        [PasswordHash] nvarchar(max) NULL,
        [SecurityStamp] nvarchar(max) NULL,
        [ConcurrencyStamp] nvarchar(max) NULL,
        [PhoneNumber] nvarchar(max) NULL,
        [PhoneNumberConfirmed] bit NOT NULL,
        [TwoFactorEnabled] bit NOT NULL,
        [LockoutEnd] datetimeoffset NULL,
        [LockoutEnabled] bit NOT NULL,
        [AccessFailedCount] int NOT NULL,
        CONSTRAINT [PK_AspNetUsers] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [AttemptCounts] (
        [Key] varbinary(32) NOT NULL,
        [Scope] nvarchar(64) NOT NULL,
        [UserId] uniqueidentifier NULL,
        [Failed] int NOT NULL,
        [BlockedUntil] datetimeoffset NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_AttemptCounts] PRIMARY KEY ([Key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [AuditRecords] (
        [Id] uniqueidentifier NOT NULL,
        [At] datetimeoffset NOT NULL,
        [ActorId] uniqueidentifier NOT NULL,
        [Actor] nvarchar(200) NOT NULL,
        [Address] nvarchar(64) NULL,
        [Action] nvarchar(64) NOT NULL,
        [Kind] nvarchar(64) NULL,
        [Subject] nvarchar(200) NOT NULL,
        [SubjectId] uniqueidentifier NOT NULL,
        [PartnerId] uniqueidentifier NULL,
        [Before] nvarchar(max) NULL,
        [After] nvarchar(max) NULL,
        [SearchText] nvarchar(1000) NOT NULL,
        [Hash] varbinary(32) NOT NULL,
        [Block] bigint NOT NULL,
        CONSTRAINT [PK_AuditRecords] PRIMARY KEY NONCLUSTERED ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [BankAccounts] (
        [Id] uniqueidentifier NOT NULL,
        [OwnerId] uniqueidentifier NOT NULL,
        [Owner] nvarchar(64) NOT NULL,
        [BankCode] nvarchar(64) NOT NULL,
        [NumberProtected] varbinary(1000) NOT NULL,
        [NumberHash] varbinary(32) NOT NULL,
        [NumberEnd] nvarchar(4) NOT NULL,
        [Holder] nvarchar(200) NOT NULL,
        [AddedAt] datetimeoffset NOT NULL,
        [UsableFrom] datetimeoffset NOT NULL,
        [RemovedAt] datetimeoffset NULL,
        CONSTRAINT [PK_BankAccounts] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Changes] (
        [Seq] bigint NOT NULL IDENTITY,
        [Topic] nvarchar(64) NOT NULL,
        [SubjectId] uniqueidentifier NOT NULL,
        [PartnerId] uniqueidentifier NULL,
        [ShopId] uniqueidentifier NULL,
        [At] datetimeoffset NOT NULL,
        CONSTRAINT [PK_Changes] PRIMARY KEY ([Seq])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [ClickDays] (
        [LinkId] uniqueidentifier NOT NULL,
        [Day] date NOT NULL,
        [Humans] bigint NOT NULL,
        [Bots] bigint NOT NULL,
        CONSTRAINT [PK_ClickDays] PRIMARY KEY ([LinkId], [Day])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Clicks] (
        [Id] bigint NOT NULL,
        [LinkId] uniqueidentifier NULL,
        [PartnerId] uniqueidentifier NULL,
        [ProgrammeId] uniqueidentifier NOT NULL,
        [VisitorId] binary(16) NOT NULL,
        [At] datetimeoffset NOT NULL,
        [Kind] tinyint NOT NULL,
        [IpHash] binary(16) NULL,
        [UserAgent] nvarchar(256) NULL,
        [Referrer] nvarchar(512) NULL,
        [DeviceHash] binary(16) NULL,
        [Restored] bit NOT NULL,
        CONSTRAINT [PK_Clicks] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [DisputeCounters] (
        [Year] int NOT NULL,
        [Last] int NOT NULL,
        CONSTRAINT [PK_DisputeCounters] PRIMARY KEY ([Year])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [DisputeStakes] (
        [DisputeId] uniqueidentifier NOT NULL,
        [DisputeNumber] nvarchar(64) NOT NULL,
        [ShopId] uniqueidentifier NOT NULL,
        [OrderId] uniqueidentifier NULL,
        [CustomerKey] varbinary(32) NULL,
        [Amount] bigint NOT NULL,
        [Draft] nvarchar(1000) NOT NULL,
        [HeldAt] datetimeoffset NOT NULL,
        [ReleasedAt] datetimeoffset NULL,
        CONSTRAINT [PK_DisputeStakes] PRIMARY KEY ([DisputeId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [ExportJobs] (
        [Id] uniqueidentifier NOT NULL,
        [List] nvarchar(64) NOT NULL,
        [Format] nvarchar(64) NOT NULL,
        [Filter] nvarchar(2000) NOT NULL,
        [Columns] nvarchar(1000) NOT NULL,
        [Language] nvarchar(2) NOT NULL,
        [AskedAt] datetimeoffset NOT NULL,
        [ClientId] uniqueidentifier NOT NULL,
        [ClientName] nvarchar(200) NOT NULL,
        [IsKey] bit NOT NULL,
        [PartnerId] uniqueidentifier NULL,
        [ShopId] uniqueidentifier NULL,
        [Role] nvarchar(64) NULL,
        [StaffRights] nvarchar(64) NOT NULL,
        [State] nvarchar(64) NOT NULL,
        [Rows] bigint NULL,
        [Done] bigint NOT NULL,
        [Bytes] bigint NOT NULL,
        [Hash] varbinary(32) NULL,
        [FailureCode] nvarchar(64) NULL,
        [FinishedAt] datetimeoffset NULL,
        [ExpiresAt] datetimeoffset NULL,
        [LeasedUntil] datetimeoffset NULL,
        [LeaseId] uniqueidentifier NULL,
        [Attempts] int NOT NULL,
        CONSTRAINT [PK_ExportJobs] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [IdempotentRequests] (
        [ClientId] uniqueidentifier NOT NULL,
        [Key] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [RequestHash] varbinary(32) NOT NULL,
        [Status] int NOT NULL,
        [ContentType] nvarchar(100) NOT NULL,
        [Body] varbinary(max) NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_IdempotentRequests] PRIMARY KEY NONCLUSTERED ([ClientId], [Key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [IssuedDocuments] (
        [Id] uniqueidentifier NOT NULL,
        [Number] nvarchar(100) NOT NULL,
        [Kind] nvarchar(64) NOT NULL,
        [SubjectId] uniqueidentifier NOT NULL,
        [Period] date NOT NULL,
        [Language] nvarchar(64) NOT NULL,
        [Version] int NOT NULL,
        [ReplacesId] uniqueidentifier NULL,
        [IssuedAt] datetimeoffset NOT NULL,
        [Name] nvarchar(200) NOT NULL,
        [Total] bigint NOT NULL,
        [ContentHash] varbinary(32) NOT NULL,
        [LedgerHead] varbinary(32) NOT NULL,
        CONSTRAINT [PK_IssuedDocuments] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_IssuedDocuments_IssuedDocuments_ReplacesId] FOREIGN KEY ([ReplacesId]) REFERENCES [IssuedDocuments] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [KeyLocks] (
        [Key] varbinary(32) NOT NULL,
        [Taken] bigint NOT NULL,
        CONSTRAINT [PK_KeyLocks] PRIMARY KEY ([Key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [LedgerAudits] (
        [Id] uniqueidentifier NOT NULL,
        [StartedAt] datetimeoffset NOT NULL,
        [EndedAt] datetimeoffset NOT NULL,
        [Entries] int NOT NULL,
        [Blocks] int NOT NULL,
        [Findings] int NOT NULL,
        [Head] varbinary(32) NOT NULL,
        CONSTRAINT [PK_LedgerAudits] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [LedgerBalances] (
        [HolderId] uniqueidentifier NOT NULL,
        [Holder] nvarchar(64) NOT NULL,
        [Earned] bigint NOT NULL,
        [Available] bigint NOT NULL,
        [AvailablePreTax] bigint NOT NULL,
        [Held] bigint NOT NULL,
        [TaxWithheld] bigint NOT NULL,
        [TaxRemitted] bigint NOT NULL,
        [Reserved] bigint NOT NULL,
        [PaidOut] bigint NOT NULL,
        [Surcharged] bigint NOT NULL,
        [Promoted] bigint NOT NULL,
        [Invoiced] bigint NOT NULL,
        [Received] bigint NOT NULL,
        CONSTRAINT [PK_LedgerBalances] PRIMARY KEY ([HolderId]),
        CONSTRAINT [CK_LedgerBalances_Balances] CHECK ([Earned] + [Available] + [AvailablePreTax] + [Held] + [TaxWithheld] + [TaxRemitted] + [Reserved] + [PaidOut] + [Surcharged] + [Promoted] + [Invoiced] + [Received] = 0)
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [LedgerPeriods] (
        [Id] int NOT NULL,
        [ClosedThrough] date NOT NULL,
        [OpenBlock] bigint NOT NULL,
        CONSTRAINT [PK_LedgerPeriods] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [LedgerSeals] (
        [Block] bigint NOT NULL,
        [Entries] int NOT NULL,
        [AuditRecords] int NOT NULL,
        [Previous] varbinary(32) NOT NULL,
        [Hash] varbinary(32) NOT NULL,
        [SealedAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_LedgerSeals] PRIMARY KEY ([Block])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [MonthCloses] (
        [Month] date NOT NULL,
        [State] nvarchar(64) NOT NULL,
        [Cursor] uniqueidentifier NOT NULL,
        [Partners] int NOT NULL,
        [Done] int NOT NULL,
        [Entries] int NOT NULL,
        [Remitted] bigint NOT NULL,
        [Refunded] bigint NOT NULL,
        [StartedAt] datetimeoffset NOT NULL,
        [StartedBy] nvarchar(200) NOT NULL,
        [ClosedAt] datetimeoffset NULL,
        CONSTRAINT [PK_MonthCloses] PRIMARY KEY ([Month])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Outbox] (
        [Id] uniqueidentifier NOT NULL,
        [Type] nvarchar(64) NOT NULL,
        [Target] nvarchar(254) NOT NULL,
        [PayloadProtected] varbinary(max) NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [DueAt] datetimeoffset NOT NULL,
        [LeasedUntil] datetimeoffset NULL,
        [Attempts] int NOT NULL,
        [LastError] nvarchar(1000) NULL,
        [DoneAt] datetimeoffset NULL,
        [FailedAt] datetimeoffset NULL,
        CONSTRAINT [PK_Outbox] PRIMARY KEY NONCLUSTERED ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Partners] (
        [Id] uniqueidentifier NOT NULL,
        [Name] nvarchar(200) NOT NULL,
        [NameSearch] nvarchar(200) NOT NULL,
        [Email] nvarchar(254) NOT NULL,
        [Phone] nvarchar(20) NOT NULL,
        [EmailHash] varbinary(32) NOT NULL,
        [PhoneHash] varbinary(32) NOT NULL,
        [ReferralCode] nvarchar(64) NOT NULL,
        [PickupPoint] nvarchar(64) NULL,
        [Identity] nvarchar(64) NOT NULL,
        [IdentityReason] nvarchar(1000) NULL,
        [IdentityDecidedAt] datetimeoffset NULL,
        [AgreementSignedAt] datetimeoffset NULL,
        [PayeeType] nvarchar(64) NOT NULL,
        [TaxCommitmentFrom] date NULL,
        [TaxCommitmentUntil] date NULL,
        [AsksForWithholding] bit NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Partners] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [PayoutBatches] (
        [Id] uniqueidentifier NOT NULL,
        [Number] nvarchar(64) NOT NULL,
        [Month] date NOT NULL,
        [Week] date NULL,
        [State] nvarchar(64) NOT NULL,
        [MadeById] uniqueidentifier NOT NULL,
        [MadeBy] nvarchar(200) NOT NULL,
        [MadeAt] datetimeoffset NOT NULL,
        [ApprovedBy] nvarchar(200) NULL,
        [ApprovedAt] datetimeoffset NULL,
        [EndedAt] datetimeoffset NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_PayoutBatches] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [ReevaluationRequests] (
        [Id] uniqueidentifier NOT NULL,
        [By] nvarchar(64) NOT NULL,
        [Key] varbinary(32) NOT NULL,
        [ShopId] uniqueidentifier NULL,
        [AfterPlacedAt] datetimeoffset NOT NULL,
        [AfterExternalId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [All] bit NOT NULL,
        [UntilAt] datetimeoffset NULL,
        [Cause] nvarchar(64) NOT NULL,
        [CauseOrderId] uniqueidentifier NULL,
        [DisputeId] uniqueidentifier NULL,
        [DueAt] datetimeoffset NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_ReevaluationRequests] PRIMARY KEY NONCLUSTERED ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [ScanCheckpoints] (
        [Name] nvarchar(64) NOT NULL,
        [DoneUntil] datetimeoffset NOT NULL,
        CONSTRAINT [PK_ScanCheckpoints] PRIMARY KEY ([Name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Shops] (
        [Id] uniqueidentifier NOT NULL,
        [Code] nvarchar(64) NOT NULL,
        [Name] nvarchar(200) NOT NULL,
        [NameSearch] nvarchar(200) NOT NULL,
        [Kind] nvarchar(64) NOT NULL,
        [OpenedOn] date NOT NULL,
        [ReferralCode] nvarchar(64) NOT NULL,
        [RequiresSignature] bit NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [FactsRevision] int NOT NULL,
        CONSTRAINT [PK_Shops] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [StaffInvitations] (
        [Id] uniqueidentifier NOT NULL,
        [ShopId] uniqueidentifier NOT NULL,
        [SentAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_StaffInvitations] PRIMARY KEY NONCLUSTERED ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [StatementRuns] (
        [Month] date NOT NULL,
        [StartedAt] datetimeoffset NOT NULL,
        [StartedBy] nvarchar(200) NOT NULL,
        [Total] int NOT NULL,
        [EndedAt] datetimeoffset NULL,
        CONSTRAINT [PK_StatementRuns] PRIMARY KEY ([Month])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [TaxPolicies] (
        [Id] uniqueidentifier NOT NULL,
        [Basis] nvarchar(64) NOT NULL,
        [Threshold] bigint NOT NULL,
        [Rate] int NOT NULL,
        [From] date NOT NULL,
        [Until] date NULL,
        [LegalGround] nvarchar(200) NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [CreatedBy] nvarchar(200) NOT NULL,
        CONSTRAINT [PK_TaxPolicies] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [WorkFailures] (
        [Kind] nvarchar(64) NOT NULL,
        [SubjectId] uniqueidentifier NOT NULL,
        [Subject] nvarchar(200) NOT NULL,
        [Attempts] int NOT NULL,
        [Error] nvarchar(1000) NOT NULL,
        [Since] datetimeoffset NOT NULL,
        [LastAt] datetimeoffset NOT NULL,
        [NextAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_WorkFailures] PRIMARY KEY ([Kind], [SubjectId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [AccountTokens] (
        [Id] uniqueidentifier NOT NULL,
        [UserId] uniqueidentifier NOT NULL,
        [Purpose] nvarchar(64) NOT NULL,
        [TokenHash] varbinary(32) NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [ExpiresAt] datetimeoffset NOT NULL,
        [EndedAt] datetimeoffset NULL,
        CONSTRAINT [PK_AccountTokens] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_AccountTokens_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [AspNetUserClaims] (
        [Id] int NOT NULL IDENTITY,
        [UserId] uniqueidentifier NOT NULL,
        [ClaimType] nvarchar(max) NULL,
        [ClaimValue] nvarchar(max) NULL,
        CONSTRAINT [PK_AspNetUserClaims] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_AspNetUserClaims_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [AspNetUserLogins] (
        [LoginProvider] nvarchar(450) NOT NULL,
        [ProviderKey] nvarchar(450) NOT NULL,
        [ProviderDisplayName] nvarchar(max) NULL,
        [UserId] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_AspNetUserLogins] PRIMARY KEY ([LoginProvider], [ProviderKey]),
        CONSTRAINT [FK_AspNetUserLogins_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [AspNetUserTokens] (
        [UserId] uniqueidentifier NOT NULL,
        [LoginProvider] nvarchar(450) NOT NULL,
        [Name] nvarchar(450) NOT NULL,
        [Value] nvarchar(max) NULL,
        CONSTRAINT [PK_AspNetUserTokens] PRIMARY KEY ([UserId], [LoginProvider], [Name]),
        CONSTRAINT [FK_AspNetUserTokens_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [RecoveryCodes] (
        [Id] uniqueidentifier NOT NULL,
        [UserId] uniqueidentifier NOT NULL,
        [CodeHash] varbinary(32) NOT NULL,
        [UsedAt] datetimeoffset NULL,
        CONSTRAINT [PK_RecoveryCodes] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_RecoveryCodes_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [UserSessions] (
        [Id] uniqueidentifier NOT NULL,
        [UserId] uniqueidentifier NOT NULL,
        [MembershipId] uniqueidentifier NULL,
        [Role] nvarchar(64) NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [LastSeenAt] datetimeoffset NOT NULL,
        [SecondFactorAt] datetimeoffset NULL,
        [EndedAt] datetimeoffset NULL,
        [EndReason] nvarchar(64) NULL,
        [Address] nvarchar(64) NULL,
        [Agent] nvarchar(200) NOT NULL,
        CONSTRAINT [PK_UserSessions] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_UserSessions_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [IssuedFiles] (
        [DocumentId] uniqueidentifier NOT NULL,
        [Format] nvarchar(64) NOT NULL,
        [Sha256] varbinary(32) NOT NULL,
        [Bytes] int NOT NULL,
        CONSTRAINT [PK_IssuedFiles] PRIMARY KEY ([DocumentId], [Format]),
        CONSTRAINT [FK_IssuedFiles_IssuedDocuments_DocumentId] FOREIGN KEY ([DocumentId]) REFERENCES [IssuedDocuments] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [LedgerAuditFindings] (
        [Id] uniqueidentifier NOT NULL,
        [AuditId] uniqueidentifier NOT NULL,
        [Kind] nvarchar(64) NOT NULL,
        [Subject] nvarchar(200) NOT NULL,
        CONSTRAINT [PK_LedgerAuditFindings] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_LedgerAuditFindings_LedgerAudits_AuditId] FOREIGN KEY ([AuditId]) REFERENCES [LedgerAudits] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Adjustments] (
        [Id] uniqueidentifier NOT NULL,
        [PartnerId] uniqueidentifier NOT NULL,
        [Gross] bigint NOT NULL,
        [Reason] nvarchar(1000) NOT NULL,
        [State] nvarchar(64) NOT NULL,
        [ProposedById] uniqueidentifier NOT NULL,
        [ProposedBy] nvarchar(200) NOT NULL,
        [ProposedAt] datetimeoffset NOT NULL,
        [DecidedBy] nvarchar(200) NULL,
        [DecidedAt] datetimeoffset NULL,
        [DecisionReason] nvarchar(1000) NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Adjustments] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Adjustments_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [IdentityRequests] (
        [Id] uniqueidentifier NOT NULL,
        [PartnerId] uniqueidentifier NOT NULL,
        [Try] int NOT NULL,
        [FullName] nvarchar(200) NOT NULL,
        [SearchText] nvarchar(1000) NOT NULL,
        [NumberProtected] varbinary(1000) NOT NULL,
        [NumberHash] varbinary(32) NOT NULL,
        [NumberEnd] nvarchar(3) NOT NULL,
        [BirthYear] int NOT NULL,
        [Front] nvarchar(64) NOT NULL,
        [Back] nvarchar(64) NOT NULL,
        [AgreementVersion] nvarchar(64) NOT NULL,
        [ConsentedAt] datetimeoffset NOT NULL,
        [SubmittedAt] datetimeoffset NOT NULL,
        [State] nvarchar(64) NOT NULL,
        [Reason] nvarchar(1000) NULL,
        [DecidedAt] datetimeoffset NULL,
        [DecidedBy] nvarchar(200) NULL,
        CONSTRAINT [PK_IdentityRequests] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_IdentityRequests_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [RiskCases] (
        [Id] uniqueidentifier NOT NULL,
        [PartnerId] uniqueidentifier NOT NULL,
        [Rule] nvarchar(64) NOT NULL,
        [Signals] int NOT NULL,
        [Unreviewed] int NOT NULL,
        [Held] int NOT NULL,
        [DueAt] datetimeoffset NULL,
        [EscalateAt] datetimeoffset NULL,
        [Escalations] int NOT NULL,
        [LastAt] datetimeoffset NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_RiskCases] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_RiskCases_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [UnsettledMonths] (
        [Month] date NOT NULL,
        [PartnerId] uniqueidentifier NOT NULL,
        [Since] datetimeoffset NOT NULL,
        CONSTRAINT [PK_UnsettledMonths] PRIMARY KEY ([Month], [PartnerId]),
        CONSTRAINT [FK_UnsettledMonths_MonthCloses_Month] FOREIGN KEY ([Month]) REFERENCES [MonthCloses] ([Month]) ON DELETE NO ACTION,
        CONSTRAINT [FK_UnsettledMonths_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [ReconciliationExceptions] (
        [Id] uniqueidentifier NOT NULL,
        [BatchId] uniqueidentifier NOT NULL,
        [Hash] varbinary(32) NOT NULL,
        [Kind] nvarchar(64) NOT NULL,
        [Reference] nvarchar(100) NULL,
        [Amount] bigint NULL,
        [AccountEnd] nvarchar(4) NULL,
        [Paid] bit NULL,
        [Text] nvarchar(1000) NULL,
        [At] datetimeoffset NOT NULL,
        [ListedById] uniqueidentifier NULL,
        [SettledAt] datetimeoffset NULL,
        [SettledBy] nvarchar(200) NULL,
        [Note] nvarchar(1000) NULL,
        CONSTRAINT [PK_ReconciliationExceptions] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_ReconciliationExceptions_PayoutBatches_BatchId] FOREIGN KEY ([BatchId]) REFERENCES [PayoutBatches] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [ApiKeys] (
        [Id] uniqueidentifier NOT NULL,
        [Name] nvarchar(200) NOT NULL,
        [Prefix] nvarchar(16) NOT NULL,
        [SecretHash] varbinary(32) NOT NULL,
        [ShopId] uniqueidentifier NULL,
        [PartnerId] uniqueidentifier NULL,
        [Scopes] nvarchar(200) NOT NULL,
        [MadeById] uniqueidentifier NULL,
        [MadeBy] nvarchar(200) NULL,
        [RootId] uniqueidentifier NULL,
        [MembershipId] uniqueidentifier NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [RevokedAt] datetimeoffset NULL,
        CONSTRAINT [PK_ApiKeys] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_ApiKeys_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_ApiKeys_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [ImportMappings] (
        [ShopId] uniqueidentifier NOT NULL,
        [Columns] nvarchar(max) NOT NULL,
        [ChangedAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_ImportMappings] PRIMARY KEY ([ShopId]),
        CONSTRAINT [FK_ImportMappings_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Invoices] (
        [Id] uniqueidentifier NOT NULL,
        [ShopId] uniqueidentifier NOT NULL,
        [Number] nvarchar(64) NOT NULL,
        [Year] int NOT NULL,
        [Sequence] int NOT NULL,
        [Month] date NOT NULL,
        [Amount] bigint NOT NULL,
        [Paid] bigint NOT NULL,
        [SetOff] bigint NOT NULL,
        [DueOn] date NOT NULL,
        [IssuedAt] datetimeoffset NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Invoices] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_Invoices_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Memberships] (
        [Id] uniqueidentifier NOT NULL,
        [UserId] uniqueidentifier NOT NULL,
        [Role] nvarchar(64) NOT NULL,
        [PartnerId] uniqueidentifier NULL,
        [ShopId] uniqueidentifier NULL,
        [OrganisationId] uniqueidentifier NOT NULL,
        [Rights] int NOT NULL,
        [OfferedAs] nvarchar(200) NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_Memberships] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Memberships_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Memberships_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Memberships_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [OrderImports] (
        [Id] uniqueidentifier NOT NULL,
        [ShopId] uniqueidentifier NOT NULL,
        [FileName] nvarchar(200) NOT NULL,
        [FileHash] varbinary(32) NOT NULL,
        [Bytes] bigint NOT NULL,
        [Delimiter] nvarchar(1) NOT NULL,
        [SeparatorLine] bit NOT NULL,
        [Headings] nvarchar(max) NOT NULL,
        [UploadedById] uniqueidentifier NOT NULL,
        [UploadedBy] nvarchar(200) NOT NULL,
        [UploadedAt] datetimeoffset NOT NULL,
        [State] nvarchar(64) NOT NULL,
        [Mapping] nvarchar(max) NULL,
        [Rows] int NOT NULL,
        [BytesRead] bigint NOT NULL,
        [NewOrders] int NOT NULL,
        [KnownOrders] int NOT NULL,
        [BadOrders] int NOT NULL,
        [Events] int NOT NULL,
        [Returns] int NOT NULL,
        [ReturnedAmount] bigint NOT NULL,
        [Amended] int NOT NULL,
        [Amends] bit NOT NULL,
        [FailureCode] nvarchar(64) NULL,
        [StartedAt] datetimeoffset NULL,
        [FinishedAt] datetimeoffset NULL,
        [LeasedUntil] datetimeoffset NULL,
        [LeaseId] uniqueidentifier NULL,
        CONSTRAINT [PK_OrderImports] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_OrderImports_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Orders] (
        [Id] uniqueidentifier NOT NULL,
        [ShopId] uniqueidentifier NOT NULL,
        [ExternalId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [PlacedAt] datetimeoffset NOT NULL,
        [ReceivedAt] datetimeoffset NOT NULL,
        [ReceivedFrom] nvarchar(200) NOT NULL,
        [Content] varbinary(96) NOT NULL,
        [CustomerId] nvarchar(254) COLLATE Latin1_General_100_BIN2 NULL,
        [ContactProtected] varbinary(3000) NULL,
        [EmailHash] varbinary(32) NULL,
        [PhoneHash] varbinary(32) NULL,
        [DeviceHash] varbinary(32) NULL,
        [AccountKey] varbinary(32) NULL,
        [PairKey] varbinary(32) NULL,
        [ClickId] bigint NULL,
        [NamedUnknownClick] bit NOT NULL,
        [VisitorId] varbinary(16) NULL,
        [ReferralCode] nvarchar(64) NULL,
        [PickupPoint] nvarchar(64) NULL,
        [Source] nvarchar(64) NULL,
        [SearchText] nvarchar(1000) NOT NULL,
        [Items] bigint NOT NULL,
        [Shipping] bigint NOT NULL,
        [PlatformDiscount] bigint NOT NULL,
        [ShopDiscount] bigint NOT NULL,
        [Voucher] bigint NOT NULL,
        [Points] bigint NOT NULL,
        [Paid] bigint NOT NULL,
        [Status] nvarchar(64) NOT NULL,
        [CancellationReason] nvarchar(64) NULL,
        [PaidAt] datetimeoffset NULL,
        [EarnedAt] datetimeoffset NULL,
        [StatusAt] datetimeoffset NOT NULL,
        [HasHeldEvents] bit NOT NULL,
        [ReturnedAmount] bigint NOT NULL,
        [AmendedBy] nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
        [IsAmended] bit NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Orders] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_Orders_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Programmes] (
        [Id] uniqueidentifier NOT NULL,
        [ShopId] uniqueidentifier NOT NULL,
        [Code] nvarchar(64) NOT NULL,
        [Name] nvarchar(200) NOT NULL,
        [Template] nvarchar(64) NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_Programmes] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Programmes_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [ShopHosts] (
        [ShopId] uniqueidentifier NOT NULL,
        [Host] nvarchar(253) NOT NULL,
        CONSTRAINT [PK_ShopHosts] PRIMARY KEY ([ShopId], [Host]),
        CONSTRAINT [FK_ShopHosts_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [SigningSecrets] (
        [Id] uniqueidentifier NOT NULL,
        [ShopId] uniqueidentifier NOT NULL,
        [SecretProtected] varbinary(1000) NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [RevokedAt] datetimeoffset NULL,
        CONSTRAINT [PK_SigningSecrets] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_SigningSecrets_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [WeeklyStatements] (
        [Id] uniqueidentifier NOT NULL,
        [ShopId] uniqueidentifier NOT NULL,
        [Number] nvarchar(100) NOT NULL,
        [Year] int NOT NULL,
        [Sequence] int NOT NULL,
        [Week] date NOT NULL,
        [From] datetimeoffset NOT NULL,
        [Entries] int NOT NULL,
        [Surcharges] bigint NOT NULL,
        [Promotions] bigint NOT NULL,
        [Corrections] bigint NOT NULL,
        [Net] bigint NOT NULL,
        [Remaining] bigint NOT NULL,
        [MadeAt] datetimeoffset NOT NULL,
        [ReviewUntil] datetimeoffset NOT NULL,
        [ConfirmedAt] datetimeoffset NULL,
        [ConfirmedBy] nvarchar(200) NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_WeeklyStatements] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_WeeklyStatements_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [StatementRunParts] (
        [Id] uniqueidentifier NOT NULL,
        [Month] date NOT NULL,
        [PartnerId] uniqueidentifier NOT NULL,
        [LeaseId] uniqueidentifier NULL,
        [LeaseUntil] datetimeoffset NULL,
        [DoneAt] datetimeoffset NULL,
        CONSTRAINT [PK_StatementRunParts] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_StatementRunParts_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_StatementRunParts_StatementRuns_Month] FOREIGN KEY ([Month]) REFERENCES [StatementRuns] ([Month]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [RiskActions] (
        [Id] uniqueidentifier NOT NULL,
        [CaseId] uniqueidentifier NOT NULL,
        [Kind] nvarchar(64) NOT NULL,
        [Reason] nvarchar(1000) NULL,
        [By] nvarchar(200) NOT NULL,
        [At] datetimeoffset NOT NULL,
        [Rewards] int NOT NULL,
        CONSTRAINT [PK_RiskActions] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_RiskActions_RiskCases_CaseId] FOREIGN KEY ([CaseId]) REFERENCES [RiskCases] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [InvoicePayments] (
        [Id] uniqueidentifier NOT NULL,
        [InvoiceId] uniqueidentifier NOT NULL,
        [Amount] bigint NOT NULL,
        [PaidOn] date NOT NULL,
        [Reference] nvarchar(100) NOT NULL,
        [RecordedAt] datetimeoffset NOT NULL,
        [RecordedBy] nvarchar(200) NOT NULL,
        CONSTRAINT [PK_InvoicePayments] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_InvoicePayments_Invoices_InvoiceId] FOREIGN KEY ([InvoiceId]) REFERENCES [Invoices] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [ImportProblems] (
        [ImportId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [Row] int NOT NULL,
        [OrderId] nvarchar(64) NULL,
        [Column] nvarchar(64) NULL,
        [Heading] nvarchar(200) NULL,
        [IsRefusal] bit NOT NULL,
        [Code] nvarchar(64) NOT NULL,
        [Facts] nvarchar(max) NOT NULL,
        CONSTRAINT [PK_ImportProblems] PRIMARY KEY ([ImportId], [Number]),
        CONSTRAINT [FK_ImportProblems_OrderImports_ImportId] FOREIGN KEY ([ImportId]) REFERENCES [OrderImports] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [CustomerIntroductions] (
        [ShopId] uniqueidentifier NOT NULL,
        [CustomerKey] varbinary(32) NOT NULL,
        [By] nvarchar(64) NOT NULL,
        [OrderId] uniqueidentifier NOT NULL,
        [PlacedAt] datetimeoffset NOT NULL,
        [ExternalId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_CustomerIntroductions] PRIMARY KEY ([ShopId], [CustomerKey]),
        CONSTRAINT [FK_CustomerIntroductions_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_CustomerIntroductions_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [OrderContents] (
        [OrderId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [EventId] nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
        [Body] nvarchar(max) NOT NULL,
        [Content] varbinary(96) NOT NULL,
        [ContactProtected] varbinary(3000) NULL,
        [EmailHash] varbinary(32) NULL,
        [PhoneHash] varbinary(32) NULL,
        [AccountKey] varbinary(32) NULL,
        [PairKey] varbinary(32) NULL,
        CONSTRAINT [PK_OrderContents] PRIMARY KEY ([OrderId], [Number]),
        CONSTRAINT [FK_OrderContents_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [OrderEvents] (
        [Id] uniqueidentifier NOT NULL,
        [OrderId] uniqueidentifier NOT NULL,
        [EventId] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Type] nvarchar(64) NOT NULL,
        [Reason] nvarchar(300) NULL,
        [Note] nvarchar(1000) NULL,
        [Part] nvarchar(max) NULL,
        [OccurredAt] datetimeoffset NOT NULL,
        [RecordedAt] datetimeoffset NOT NULL,
        [RecordedBy] nvarchar(200) NOT NULL,
        CONSTRAINT [PK_OrderEvents] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_OrderEvents_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [OrderLines] (
        [OrderId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [Sku] nvarchar(64) NOT NULL,
        [Name] nvarchar(300) NOT NULL,
        [Category] nvarchar(100) NULL,
        [Quantity] int NOT NULL,
        [UnitPrice] bigint NOT NULL,
        [Discount] bigint NOT NULL,
        [ReturnedQuantity] int NOT NULL,
        [ReturnedAmount] bigint NOT NULL,
        CONSTRAINT [PK_OrderLines] PRIMARY KEY ([OrderId], [Number]),
        CONSTRAINT [FK_OrderLines_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [CustomerBindings] (
        [ProgrammeId] uniqueidentifier NOT NULL,
        [CustomerKey] varbinary(16) NOT NULL,
        [PartnerId] uniqueidentifier NOT NULL,
        [BoundAt] datetimeoffset NOT NULL,
        [OrderId] uniqueidentifier NOT NULL,
        [PlacedAt] datetimeoffset NOT NULL,
        [ExternalId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_CustomerBindings] PRIMARY KEY ([ProgrammeId], [CustomerKey]),
        CONSTRAINT [FK_CustomerBindings_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_CustomerBindings_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_CustomerBindings_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [EligibilityAccounts] (
        [Id] uniqueidentifier NOT NULL,
        [ProgrammeId] uniqueidentifier NOT NULL,
        [EmailHash] varbinary(16) NOT NULL,
        [ContactProtected] varbinary(3000) NOT NULL,
        [Successful] int NOT NULL,
        [State] nvarchar(64) NOT NULL,
        [StateSince] datetimeoffset NOT NULL,
        [Reasons] nvarchar(200) NOT NULL,
        [Shared] nvarchar(64) NOT NULL,
        [GroupId] uniqueidentifier NULL,
        [Verdict] nvarchar(64) NULL,
        [VerdictReason] nvarchar(1000) NULL,
        [VerdictBy] nvarchar(200) NULL,
        [VerdictAt] datetimeoffset NULL,
        [TokenHash] varbinary(32) NULL,
        [InvitedAt] datetimeoffset NULL,
        [MailId] uniqueidentifier NULL,
        [AcceptedAt] datetimeoffset NULL,
        [PartnerId] uniqueidentifier NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_EligibilityAccounts] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_EligibilityAccounts_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_EligibilityAccounts_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Links] (
        [Id] uniqueidentifier NOT NULL,
        [Code] nvarchar(64) NOT NULL,
        [PartnerId] uniqueidentifier NULL,
        [ShopId] uniqueidentifier NULL,
        [ProgrammeId] uniqueidentifier NOT NULL,
        [Kind] nvarchar(64) NOT NULL,
        [DestinationUrl] nvarchar(2000) NOT NULL,
        [SubId] nvarchar(64) NULL,
        [SearchText] nvarchar(2065) NOT NULL,
        [PausedAt] datetimeoffset NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_Links] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Links_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Links_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Links_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [PartnerProgrammes] (
        [PartnerId] uniqueidentifier NOT NULL,
        [ProgrammeId] uniqueidentifier NOT NULL,
        [JoinedAt] datetimeoffset NOT NULL,
        CONSTRAINT [PK_PartnerProgrammes] PRIMARY KEY ([PartnerId], [ProgrammeId]),
        CONSTRAINT [FK_PartnerProgrammes_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_PartnerProgrammes_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [ProgrammeVersions] (
        [Id] uniqueidentifier NOT NULL,
        [ProgrammeId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [EffectiveFrom] datetimeoffset NOT NULL,
        [Settings] nvarchar(max) NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [CreatedBy] nvarchar(200) NOT NULL,
        [Note] nvarchar(1000) NULL,
        [WithdrawnAt] datetimeoffset NULL,
        [WithdrawnBy] nvarchar(200) NULL,
        CONSTRAINT [PK_ProgrammeVersions] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_ProgrammeVersions_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [RewardHolds] (
        [Id] uniqueidentifier NOT NULL,
        [CaseId] uniqueidentifier NULL,
        [DisputeId] uniqueidentifier NULL,
        [Part] bigint NULL,
        [OrderId] uniqueidentifier NOT NULL,
        [ProgrammeId] uniqueidentifier NOT NULL,
        [PartnerId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [Reason] nvarchar(1000) NOT NULL,
        [HeldBy] nvarchar(200) NOT NULL,
        [HeldAt] datetimeoffset NOT NULL,
        [DueAt] datetimeoffset NOT NULL,
        [ReleasedAt] datetimeoffset NULL,
        [ReleasedBy] nvarchar(200) NULL,
        [ReleaseReason] nvarchar(1000) NULL,
        CONSTRAINT [PK_RewardHolds] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_RewardHolds_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_RewardHolds_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_RewardHolds_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_RewardHolds_RiskCases_CaseId] FOREIGN KEY ([CaseId]) REFERENCES [RiskCases] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Rewards] (
        [Id] uniqueidentifier NOT NULL,
        [OrderId] uniqueidentifier NOT NULL,
        [ProgrammeId] uniqueidentifier NOT NULL,
        [PartnerId] uniqueidentifier NOT NULL,
        [LinkId] uniqueidentifier NULL,
        [DecisionNumber] int NOT NULL,
        [Kind] nvarchar(64) NOT NULL,
        [Gross] bigint NOT NULL,
        [TaxBasis] nvarchar(64) NOT NULL,
        [Tax] bigint NOT NULL,
        [Net] bigint NOT NULL,
        [ReversedGross] bigint NOT NULL,
        [ReversedTax] bigint NOT NULL,
        [State] nvarchar(64) NOT NULL,
        [IsReplaced] bit NOT NULL,
        [IsSuperseded] bit NOT NULL,
        [PlacedAt] datetimeoffset NOT NULL,
        [PlacedOn] date NOT NULL,
        [EarnedAt] datetimeoffset NULL,
        [EndedAt] datetimeoffset NULL,
        CONSTRAINT [PK_Rewards] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_Rewards_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Rewards_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Rewards_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [RiskSignals] (
        [Id] uniqueidentifier NOT NULL,
        [CaseId] uniqueidentifier NOT NULL,
        [ProgrammeId] uniqueidentifier NOT NULL,
        [Subject] nvarchar(100) NOT NULL,
        [OrderId] uniqueidentifier NULL,
        [OccurredAt] datetimeoffset NOT NULL,
        [Amount] int NULL,
        [FoundAt] datetimeoffset NOT NULL,
        [WithdrawnAt] datetimeoffset NULL,
        [Review] nvarchar(64) NULL,
        [ReviewedAt] datetimeoffset NULL,
        CONSTRAINT [PK_RiskSignals] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_RiskSignals_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_RiskSignals_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_RiskSignals_RiskCases_CaseId] FOREIGN KEY ([CaseId]) REFERENCES [RiskCases] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Rulings] (
        [Id] uniqueidentifier NOT NULL,
        [DisputeId] uniqueidentifier NOT NULL,
        [DisputeNumber] nvarchar(64) NOT NULL,
        [Instance] int NOT NULL,
        [Kind] nvarchar(64) NOT NULL,
        [ShopId] uniqueidentifier NOT NULL,
        [OrderId] uniqueidentifier NULL,
        [CustomerKey] varbinary(32) NULL,
        [ProgrammeId] uniqueidentifier NULL,
        [PartnerId] uniqueidentifier NULL,
        [IntroducedBy] nvarchar(64) NULL,
        [Base] bigint NULL,
        [Status] nvarchar(64) NULL,
        [StatusBefore] nvarchar(64) NULL,
        [IsWithdrawn] bit NOT NULL,
        [FromPlacedAt] datetimeoffset NULL,
        [FromExternalId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [RuledAt] datetimeoffset NOT NULL,
        [RuledBy] nvarchar(200) NOT NULL,
        [Reason] nvarchar(1000) NOT NULL,
        CONSTRAINT [PK_Rulings] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_Rulings_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Rulings_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Rulings_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Rulings_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [SurchargeHolds] (
        [DisputeId] uniqueidentifier NOT NULL,
        [OrderId] uniqueidentifier NOT NULL,
        [ProgrammeId] uniqueidentifier NOT NULL,
        [Amount] bigint NOT NULL,
        [HeldAt] datetimeoffset NOT NULL,
        [ReleasedAt] datetimeoffset NULL,
        CONSTRAINT [PK_SurchargeHolds] PRIMARY KEY ([DisputeId], [OrderId], [ProgrammeId]),
        CONSTRAINT [FK_SurchargeHolds_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_SurchargeHolds_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Surcharges] (
        [Id] uniqueidentifier NOT NULL,
        [PostedId] uniqueidentifier NOT NULL,
        [OrderId] uniqueidentifier NOT NULL,
        [ProgrammeId] uniqueidentifier NOT NULL,
        [ShopId] uniqueidentifier NOT NULL,
        [CustomerKey] varbinary(32) NULL,
        [DecisionNumber] int NOT NULL,
        [IntroducedBy] nvarchar(64) NOT NULL,
        [FreeOrder] int NULL,
        [FreeOrders] int NULL,
        [Base] bigint NOT NULL,
        [Amount] bigint NOT NULL,
        [PlatformPromotion] bigint NOT NULL,
        [Reversed] bigint NOT NULL,
        [PlacedAt] datetimeoffset NOT NULL,
        [IsReplaced] bit NOT NULL,
        [Stated] bigint NULL,
        CONSTRAINT [PK_Surcharges] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_Surcharges_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Surcharges_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Surcharges_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [InvoiceParts] (
        [Id] uniqueidentifier NOT NULL,
        [InvoiceId] uniqueidentifier NOT NULL,
        [StatementId] uniqueidentifier NOT NULL,
        [Amount] bigint NOT NULL,
        CONSTRAINT [PK_InvoiceParts] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_InvoiceParts_Invoices_InvoiceId] FOREIGN KEY ([InvoiceId]) REFERENCES [Invoices] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_InvoiceParts_WeeklyStatements_StatementId] FOREIGN KEY ([StatementId]) REFERENCES [WeeklyStatements] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Withdrawals] (
        [Id] uniqueidentifier NOT NULL,
        [HolderId] uniqueidentifier NOT NULL,
        [Holder] nvarchar(64) NOT NULL,
        [StatementId] uniqueidentifier NULL,
        [BankAccountId] uniqueidentifier NOT NULL,
        [Amount] bigint NOT NULL,
        [Available] bigint NOT NULL,
        [AvailablePreTax] bigint NOT NULL,
        [Reference] nvarchar(19) NOT NULL,
        [Month] date NOT NULL,
        [State] nvarchar(64) NOT NULL,
        [RequestedAt] datetimeoffset NOT NULL,
        [RequestedBy] nvarchar(200) NOT NULL,
        [BatchId] uniqueidentifier NULL,
        [Tax] bigint NOT NULL,
        [Reason] nvarchar(1000) NULL,
        [EndedAt] datetimeoffset NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Withdrawals] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_Withdrawals_BankAccounts_BankAccountId] FOREIGN KEY ([BankAccountId]) REFERENCES [BankAccounts] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Withdrawals_WeeklyStatements_StatementId] FOREIGN KEY ([StatementId]) REFERENCES [WeeklyStatements] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [AccountTraits] (
        [AccountId] uniqueidentifier NOT NULL,
        [Kind] nvarchar(64) NOT NULL,
        [Hash] varbinary(16) NOT NULL,
        CONSTRAINT [PK_AccountTraits] PRIMARY KEY ([AccountId], [Kind], [Hash]),
        CONSTRAINT [FK_AccountTraits_EligibilityAccounts_AccountId] FOREIGN KEY ([AccountId]) REFERENCES [EligibilityAccounts] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [TraitOrigins] (
        [ProgrammeId] uniqueidentifier NOT NULL,
        [Kind] nvarchar(64) NOT NULL,
        [Hash] varbinary(16) NOT NULL,
        [AccountId] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_TraitOrigins] PRIMARY KEY ([ProgrammeId], [Kind], [Hash]),
        CONSTRAINT [FK_TraitOrigins_EligibilityAccounts_AccountId] FOREIGN KEY ([AccountId]) REFERENCES [EligibilityAccounts] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_TraitOrigins_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [EligibilityPasses] (
        [ProgrammeId] uniqueidentifier NOT NULL,
        [VersionId] uniqueidentifier NOT NULL,
        [AfterId] uniqueidentifier NOT NULL,
        [IsDone] bit NOT NULL,
        CONSTRAINT [PK_EligibilityPasses] PRIMARY KEY ([ProgrammeId]),
        CONSTRAINT [FK_EligibilityPasses_ProgrammeVersions_VersionId] FOREIGN KEY ([VersionId]) REFERENCES [ProgrammeVersions] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_EligibilityPasses_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [OrderDecisions] (
        [Id] uniqueidentifier NOT NULL,
        [OrderId] uniqueidentifier NOT NULL,
        [ProgrammeId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [VersionId] uniqueidentifier NULL,
        [PartnerId] uniqueidentifier NULL,
        [CandidateId] uniqueidentifier NULL,
        [LinkId] uniqueidentifier NULL,
        [ClickId] bigint NULL,
        [Code] nvarchar(64) NOT NULL,
        [Trace] nvarchar(max) NOT NULL,
        [DecidedAt] datetimeoffset NOT NULL,
        [Cause] nvarchar(64) NULL,
        [CauseOrderId] uniqueidentifier NULL,
        [DisputeId] uniqueidentifier NULL,
        CONSTRAINT [PK_OrderDecisions] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_OrderDecisions_Orders_CauseOrderId] FOREIGN KEY ([CauseOrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_OrderDecisions_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_OrderDecisions_Partners_CandidateId] FOREIGN KEY ([CandidateId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_OrderDecisions_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_OrderDecisions_ProgrammeVersions_VersionId] FOREIGN KEY ([VersionId]) REFERENCES [ProgrammeVersions] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_OrderDecisions_Programmes_ProgrammeId] FOREIGN KEY ([ProgrammeId]) REFERENCES [Programmes] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [WaitingRewards] (
        [RewardId] uniqueidentifier NOT NULL,
        [Since] datetimeoffset NOT NULL,
        [DueAt] datetimeoffset NULL,
        CONSTRAINT [PK_WaitingRewards] PRIMARY KEY NONCLUSTERED ([RewardId]),
        CONSTRAINT [FK_WaitingRewards_Rewards_RewardId] FOREIGN KEY ([RewardId]) REFERENCES [Rewards] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [RiskSignalOrders] (
        [SignalId] uniqueidentifier NOT NULL,
        [OrderId] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_RiskSignalOrders] PRIMARY KEY ([SignalId], [OrderId]),
        CONSTRAINT [FK_RiskSignalOrders_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_RiskSignalOrders_RiskSignals_SignalId] FOREIGN KEY ([SignalId]) REFERENCES [RiskSignals] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [JournalEntries] (
        [Id] uniqueidentifier NOT NULL,
        [HolderId] uniqueidentifier NOT NULL,
        [Holder] nvarchar(64) NOT NULL,
        [Reason] nvarchar(64) NOT NULL,
        [Key] nvarchar(100) NOT NULL,
        [OccurredAt] datetimeoffset NOT NULL,
        [RecordedAt] datetimeoffset NOT NULL,
        [Month] date NOT NULL,
        [FactMonth] date NOT NULL,
        [TaxMonth] date NULL,
        [Basis] nvarchar(64) NULL,
        [RewardId] uniqueidentifier NULL,
        [SurchargeId] uniqueidentifier NULL,
        [OrderId] uniqueidentifier NULL,
        [WithdrawalId] uniqueidentifier NULL,
        [InvoiceId] uniqueidentifier NULL,
        [CorrectsId] uniqueidentifier NULL,
        [DisputeId] uniqueidentifier NULL,
        [By] nvarchar(200) NULL,
        [Note] nvarchar(1000) NULL,
        [Block] bigint NOT NULL,
        [Hash] varbinary(32) NOT NULL,
        [Earned] bigint NOT NULL,
        [Available] bigint NOT NULL,
        [AvailablePreTax] bigint NOT NULL,
        [Held] bigint NOT NULL,
        [TaxWithheld] bigint NOT NULL,
        [TaxRemitted] bigint NOT NULL,
        [Reserved] bigint NOT NULL,
        [PaidOut] bigint NOT NULL,
        [Surcharged] bigint NOT NULL,
        [Promoted] bigint NOT NULL,
        [Invoiced] bigint NOT NULL,
        [Received] bigint NOT NULL,
        CONSTRAINT [PK_JournalEntries] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [CK_JournalEntries_Balances] CHECK ([Earned] + [Available] + [AvailablePreTax] + [Held] + [TaxWithheld] + [TaxRemitted] + [Reserved] + [PaidOut] + [Surcharged] + [Promoted] + [Invoiced] + [Received] = 0),
        CONSTRAINT [FK_JournalEntries_JournalEntries_CorrectsId] FOREIGN KEY ([CorrectsId]) REFERENCES [JournalEntries] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_JournalEntries_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_JournalEntries_Rewards_RewardId] FOREIGN KEY ([RewardId]) REFERENCES [Rewards] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_JournalEntries_Surcharges_SurchargeId] FOREIGN KEY ([SurchargeId]) REFERENCES [Surcharges] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [PayoutLines] (
        [BatchId] uniqueidentifier NOT NULL,
        [WithdrawalId] uniqueidentifier NOT NULL,
        [HolderId] uniqueidentifier NOT NULL,
        [Amount] bigint NOT NULL,
        [Tax] bigint NOT NULL,
        [State] nvarchar(64) NOT NULL,
        [Reason] nvarchar(1000) NULL,
        [ChangedAt] datetimeoffset NULL,
        [ChangedBy] nvarchar(200) NULL,
        CONSTRAINT [PK_PayoutLines] PRIMARY KEY ([BatchId], [WithdrawalId]),
        CONSTRAINT [FK_PayoutLines_PayoutBatches_BatchId] FOREIGN KEY ([BatchId]) REFERENCES [PayoutBatches] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_PayoutLines_Withdrawals_WithdrawalId] FOREIGN KEY ([WithdrawalId]) REFERENCES [Withdrawals] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [Disputes] (
        [Id] uniqueidentifier NOT NULL,
        [Number] nvarchar(24) NULL,
        [Kind] nvarchar(64) NOT NULL,
        [State] nvarchar(64) NOT NULL,
        [Side] nvarchar(64) NOT NULL,
        [HolderId] uniqueidentifier NOT NULL,
        [AuthorId] uniqueidentifier NOT NULL,
        [Author] nvarchar(200) NOT NULL,
        [ShopId] uniqueidentifier NULL,
        [OrderId] uniqueidentifier NULL,
        [OrderCode] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [CustomerId] uniqueidentifier NULL,
        [StatementLineId] uniqueidentifier NULL,
        [CounterpartId] uniqueidentifier NULL,
        [Claim] nvarchar(4000) NOT NULL,
        [WantedPartnerId] uniqueidentifier NULL,
        [WantedIntroducer] nvarchar(64) NULL,
        [WantedBase] bigint NULL,
        [WantedStatus] nvarchar(64) NULL,
        [WantedFrom] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [AtStake] bigint NULL,
        [SearchText] nvarchar(1000) NOT NULL,
        [CreatedAt] datetimeoffset NOT NULL,
        [SavedAt] datetimeoffset NOT NULL,
        [FiledAt] datetimeoffset NULL,
        [DueAt] datetimeoffset NULL,
        [NoticeAt] datetimeoffset NULL,
        [EscalatedAt] datetimeoffset NULL,
        [Decision] nvarchar(64) NULL,
        [DecidedAt] datetimeoffset NULL,
        [DecidedById] uniqueidentifier NULL,
        [DecidedBy] nvarchar(200) NULL,
        [Reason] nvarchar(1000) NULL,
        [AppealedAt] datetimeoffset NULL,
        [MinutesFromFiling] int NULL,
        [MinutesOfReview] int NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Disputes] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_Disputes_JournalEntries_StatementLineId] FOREIGN KEY ([StatementLineId]) REFERENCES [JournalEntries] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Disputes_Orders_CustomerId] FOREIGN KEY ([CustomerId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Disputes_Orders_OrderId] FOREIGN KEY ([OrderId]) REFERENCES [Orders] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Disputes_Partners_CounterpartId] FOREIGN KEY ([CounterpartId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Disputes_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [StatementLines] (
        [EntryId] uniqueidentifier NOT NULL,
        [StatementId] uniqueidentifier NOT NULL,
        [OrderId] uniqueidentifier NULL,
        [SurchargeId] uniqueidentifier NULL,
        [At] datetimeoffset NOT NULL,
        [Week] date NOT NULL,
        [Amount] bigint NOT NULL,
        CONSTRAINT [PK_StatementLines] PRIMARY KEY NONCLUSTERED ([EntryId]),
        CONSTRAINT [FK_StatementLines_JournalEntries_EntryId] FOREIGN KEY ([EntryId]) REFERENCES [JournalEntries] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_StatementLines_WeeklyStatements_StatementId] FOREIGN KEY ([StatementId]) REFERENCES [WeeklyStatements] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [DisputeMessages] (
        [Id] uniqueidentifier NOT NULL,
        [DisputeId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [Party] nvarchar(64) NOT NULL,
        [HolderId] uniqueidentifier NULL,
        [By] nvarchar(200) NOT NULL,
        [Text] nvarchar(4000) NOT NULL,
        [At] datetimeoffset NOT NULL,
        CONSTRAINT [PK_DisputeMessages] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_DisputeMessages_Disputes_DisputeId] FOREIGN KEY ([DisputeId]) REFERENCES [Disputes] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [DisputeSteps] (
        [Id] uniqueidentifier NOT NULL,
        [DisputeId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [Kind] nvarchar(64) NOT NULL,
        [Party] nvarchar(64) NOT NULL,
        [By] nvarchar(200) NOT NULL,
        [Note] nvarchar(1000) NULL,
        [At] datetimeoffset NOT NULL,
        [DueAt] datetimeoffset NULL,
        CONSTRAINT [PK_DisputeSteps] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_DisputeSteps_Disputes_DisputeId] FOREIGN KEY ([DisputeId]) REFERENCES [Disputes] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [EvidenceFiles] (
        [Id] uniqueidentifier NOT NULL,
        [DisputeId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [UploaderId] uniqueidentifier NOT NULL,
        [UploadedBy] nvarchar(200) NOT NULL,
        [PartnerId] uniqueidentifier NULL,
        [ShopId] uniqueidentifier NULL,
        [Organisation] nvarchar(200) NULL,
        [Name] nvarchar(120) NOT NULL,
        [Type] nvarchar(64) NOT NULL,
        [Bytes] bigint NOT NULL,
        [Sha256] varbinary(32) NOT NULL,
        [UploadedAt] datetimeoffset NOT NULL,
        [StatedAt] datetimeoffset NULL,
        [Note] nvarchar(1000) NULL,
        [FileAt] datetimeoffset NULL,
        [FileAtSource] nvarchar(64) NULL,
        [PerceptualHash] bigint NULL,
        [PreviewState] nvarchar(64) NOT NULL,
        [PreviewDueAt] datetimeoffset NULL,
        [PreviewTries] int NOT NULL,
        [CheckedAt] datetimeoffset NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_EvidenceFiles] PRIMARY KEY NONCLUSTERED ([Id]),
        CONSTRAINT [FK_EvidenceFiles_Disputes_DisputeId] FOREIGN KEY ([DisputeId]) REFERENCES [Disputes] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_EvidenceFiles_Partners_PartnerId] FOREIGN KEY ([PartnerId]) REFERENCES [Partners] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_EvidenceFiles_Shops_ShopId] FOREIGN KEY ([ShopId]) REFERENCES [Shops] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE TABLE [PictureHashBands] (
        [FileId] uniqueidentifier NOT NULL,
        [Key] int NOT NULL,
        CONSTRAINT [PK_PictureHashBands] PRIMARY KEY ([FileId], [Key]),
        CONSTRAINT [FK_PictureHashBands_EvidenceFiles_FileId] FOREIGN KEY ([FileId]) REFERENCES [EvidenceFiles] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'ClosedThrough', N'OpenBlock') AND [object_id] = OBJECT_ID(N'[LedgerPeriods]'))
        SET IDENTITY_INSERT [LedgerPeriods] ON;
    EXEC(N'INSERT INTO [LedgerPeriods] ([Id], [ClosedThrough], [OpenBlock])
    VALUES (1, ''2000-01-01'', CAST(1 AS bigint))');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'ClosedThrough', N'OpenBlock') AND [object_id] = OBJECT_ID(N'[LedgerPeriods]'))
        SET IDENTITY_INSERT [LedgerPeriods] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Basis', N'CreatedAt', N'CreatedBy', N'From', N'LegalGround', N'Rate', N'Threshold', N'Until') AND [object_id] = OBJECT_ID(N'[TaxPolicies]'))
        SET IDENTITY_INSERT [TaxPolicies] ON;
    EXEC(N'INSERT INTO [TaxPolicies] ([Id], [Basis], [CreatedAt], [CreatedBy], [From], [LegalGround], [Rate], [Threshold], [Until])
    VALUES (''00000000-0000-7000-8000-000000000101'', N''CalendarMonth'', ''2026-07-01T00:00:00.0000000+00:00'', N''Portal'', ''2013-10-01'', N''Thông tư 111/2013/TT-BTC, điều 25'', 1000, CAST(2000000 AS bigint), NULL),
    (''00000000-0000-7000-8000-000000000102'', N''PerPayment'', ''2026-07-01T00:00:00.0000000+00:00'', N''Portal'', ''2026-07-01'', N''Nghị định 253/2026'', 1000, CAST(5000000 AS bigint), NULL)');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Basis', N'CreatedAt', N'CreatedBy', N'From', N'LegalGround', N'Rate', N'Threshold', N'Until') AND [object_id] = OBJECT_ID(N'[TaxPolicies]'))
        SET IDENTITY_INSERT [TaxPolicies] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_AcceptedSignatures_ExpiresAt] ON [AcceptedSignatures] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_AccountTokens_CreatedAt] ON [AccountTokens] ([CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_AccountTokens_Purpose_ExpiresAt] ON [AccountTokens] ([Purpose], [ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_AccountTokens_TokenHash] ON [AccountTokens] ([TokenHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_AccountTokens_UserId_Purpose] ON [AccountTokens] ([UserId], [Purpose]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Adjustments_PartnerId] ON [Adjustments] ([PartnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Adjustments_State_ProposedAt] ON [Adjustments] ([State], [ProposedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_ApiKeys_CreatedAt] ON [ApiKeys] ([CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_ApiKeys_MadeById] ON [ApiKeys] ([MadeById]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_ApiKeys_MembershipId] ON [ApiKeys] ([MembershipId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_ApiKeys_PartnerId] ON [ApiKeys] ([PartnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_ApiKeys_RootId] ON [ApiKeys] ([RootId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_ApiKeys_SecretHash] ON [ApiKeys] ([SecretHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_ApiKeys_ShopId] ON [ApiKeys] ([ShopId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetUserClaims_UserId] ON [AspNetUserClaims] ([UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetUserLogins_UserId] ON [AspNetUserLogins] ([UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [EmailIndex] ON [AspNetUsers] ([NormalizedEmail]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetUsers_CreatedAt] ON [AspNetUsers] ([CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [UserNameIndex] ON [AspNetUsers] ([NormalizedUserName]) WHERE [NormalizedUserName] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_AttemptCounts_ExpiresAt] ON [AttemptCounts] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_AttemptCounts_UserId] ON [AttemptCounts] ([UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_AuditRecords_At_Id] ON [AuditRecords] ([At], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_AuditRecords_Block] ON [AuditRecords] ([Block]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_AuditRecords_SubjectId] ON [AuditRecords] ([SubjectId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_BankAccounts_NumberHash] ON [BankAccounts] ([NumberHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_BankAccounts_OwnerId_NumberHash] ON [BankAccounts] ([OwnerId], [NumberHash]) WHERE [RemovedAt] IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Changes_At] ON [Changes] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Clicks_VisitorId_At] ON [Clicks] ([VisitorId], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_CustomerBindings_OrderId] ON [CustomerBindings] ([OrderId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_CustomerBindings_PartnerId] ON [CustomerBindings] ([PartnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_CustomerIntroductions_OrderId] ON [CustomerIntroductions] ([OrderId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_DisputeMessages_At] ON [DisputeMessages] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_DisputeMessages_DisputeId_Number] ON [DisputeMessages] ([DisputeId], [Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Disputes_CounterpartId_CreatedAt] ON [Disputes] ([CounterpartId], [CreatedAt]) WHERE [CounterpartId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_Disputes_CreatedAt] ON [Disputes] ([CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Disputes_CustomerId] ON [Disputes] ([CustomerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Disputes_DecidedAt] ON [Disputes] ([DecidedAt]) INCLUDE ([DecidedById], [DecidedBy], [Decision], [MinutesOfReview]) WHERE [DecidedAt] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Disputes_FiledAt] ON [Disputes] ([FiledAt]) INCLUDE ([ShopId], [State], [MinutesFromFiling]) WHERE [FiledAt] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Disputes_HolderId_CreatedAt] ON [Disputes] ([HolderId], [CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Disputes_NoticeAt] ON [Disputes] ([NoticeAt]) WHERE [NoticeAt] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Disputes_Number] ON [Disputes] ([Number]) WHERE [Number] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Disputes_OrderId] ON [Disputes] ([OrderId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Disputes_ShopId_CreatedAt] ON [Disputes] ([ShopId], [CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Disputes_State_DueAt] ON [Disputes] ([State], [DueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Disputes_StatementLineId] ON [Disputes] ([StatementLineId]) WHERE [StatementLineId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_DisputeStakes_OrderId_ReleasedAt] ON [DisputeStakes] ([OrderId], [ReleasedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_DisputeStakes_ShopId_CustomerKey_ReleasedAt] ON [DisputeStakes] ([ShopId], [CustomerKey], [ReleasedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_DisputeSteps_At] ON [DisputeSteps] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_DisputeSteps_DisputeId_Number] ON [DisputeSteps] ([DisputeId], [Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_EligibilityAccounts_CreatedAt] ON [EligibilityAccounts] ([CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EligibilityAccounts_EmailHash] ON [EligibilityAccounts] ([EmailHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EligibilityAccounts_GroupId] ON [EligibilityAccounts] ([GroupId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EligibilityAccounts_PartnerId] ON [EligibilityAccounts] ([PartnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_EligibilityAccounts_ProgrammeId_EmailHash] ON [EligibilityAccounts] ([ProgrammeId], [EmailHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EligibilityAccounts_ProgrammeId_Id] ON [EligibilityAccounts] ([ProgrammeId], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EligibilityAccounts_State_StateSince] ON [EligibilityAccounts] ([State], [StateSince]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EligibilityAccounts_TokenHash] ON [EligibilityAccounts] ([TokenHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EligibilityPasses_VersionId] ON [EligibilityPasses] ([VersionId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EvidenceFiles_CheckedAt] ON [EvidenceFiles] ([CheckedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_EvidenceFiles_DisputeId_Number] ON [EvidenceFiles] ([DisputeId], [Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_EvidenceFiles_DisputeId_UploaderId_Sha256] ON [EvidenceFiles] ([DisputeId], [UploaderId], [Sha256]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EvidenceFiles_PartnerId] ON [EvidenceFiles] ([PartnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EvidenceFiles_PreviewDueAt] ON [EvidenceFiles] ([PreviewDueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EvidenceFiles_Sha256] ON [EvidenceFiles] ([Sha256]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_EvidenceFiles_ShopId] ON [EvidenceFiles] ([ShopId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_EvidenceFiles_UploadedAt] ON [EvidenceFiles] ([UploadedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_ExportJobs_ClientId_AskedAt] ON [ExportJobs] ([ClientId], [AskedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_ExportJobs_State_AskedAt] ON [ExportJobs] ([State], [AskedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_IdempotentRequests_ExpiresAt] ON [IdempotentRequests] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_IdentityRequests_NumberHash] ON [IdentityRequests] ([NumberHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_IdentityRequests_PartnerId_Try] ON [IdentityRequests] ([PartnerId], [Try]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_IdentityRequests_State_SubmittedAt] ON [IdentityRequests] ([State], [SubmittedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_InvoiceParts_InvoiceId] ON [InvoiceParts] ([InvoiceId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_InvoiceParts_StatementId] ON [InvoiceParts] ([StatementId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_InvoicePayments_InvoiceId_Reference] ON [InvoicePayments] ([InvoiceId], [Reference]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_InvoicePayments_RecordedAt] ON [InvoicePayments] ([RecordedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Invoices_DueOn] ON [Invoices] ([DueOn]) INCLUDE ([Amount], [Paid], [SetOff]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_Invoices_IssuedAt_Id] ON [Invoices] ([IssuedAt], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Invoices_ShopId_Month] ON [Invoices] ([ShopId], [Month]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Invoices_Year_Sequence] ON [Invoices] ([Year], [Sequence]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_IssuedDocuments_ContentHash] ON [IssuedDocuments] ([ContentHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_IssuedDocuments_IssuedAt] ON [IssuedDocuments] ([IssuedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_IssuedDocuments_Kind_SubjectId_Period_Language_Version] ON [IssuedDocuments] ([Kind], [SubjectId], [Period], [Language], [Version]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_IssuedDocuments_Number] ON [IssuedDocuments] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_IssuedDocuments_ReplacesId] ON [IssuedDocuments] ([ReplacesId]) WHERE [ReplacesId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_IssuedFiles_Sha256] ON [IssuedFiles] ([Sha256]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_JournalEntries_Block_Id] ON [JournalEntries] ([Block], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_JournalEntries_CorrectsId] ON [JournalEntries] ([CorrectsId]) WHERE [CorrectsId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_JournalEntries_DisputeId] ON [JournalEntries] ([DisputeId]) WHERE [DisputeId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_JournalEntries_HolderId_RecordedAt_Id] ON [JournalEntries] ([HolderId], [RecordedAt], [Id]) INCLUDE ([Reason], [Month], [Earned], [Available], [AvailablePreTax], [Held], [TaxWithheld], [TaxRemitted], [Reserved], [PaidOut], [Surcharged], [Promoted], [Invoiced], [Received]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_JournalEntries_InvoiceId] ON [JournalEntries] ([InvoiceId]) WHERE [InvoiceId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_JournalEntries_Key] ON [JournalEntries] ([Key]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_JournalEntries_Month_HolderId] ON [JournalEntries] ([Month], [HolderId]) INCLUDE ([Basis], [Reason], [FactMonth], [Earned], [Available], [AvailablePreTax], [Held], [TaxWithheld], [TaxRemitted], [Reserved], [PaidOut], [Surcharged], [Promoted], [Invoiced], [Received]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_JournalEntries_OrderId] ON [JournalEntries] ([OrderId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_JournalEntries_RecordedAt] ON [JournalEntries] ([RecordedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_JournalEntries_RewardId] ON [JournalEntries] ([RewardId]) INCLUDE ([Reason], [TaxMonth], [Basis], [Earned], [Available], [AvailablePreTax], [Held], [TaxWithheld], [TaxRemitted], [Reserved], [PaidOut], [Surcharged], [Promoted], [Invoiced], [Received]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_JournalEntries_SurchargeId] ON [JournalEntries] ([SurchargeId]) WHERE [SurchargeId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_JournalEntries_TaxMonth_HolderId] ON [JournalEntries] ([TaxMonth], [HolderId]) INCLUDE ([Basis], [Reason], [TaxWithheld]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_JournalEntries_WithdrawalId] ON [JournalEntries] ([WithdrawalId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_LedgerAuditFindings_AuditId] ON [LedgerAuditFindings] ([AuditId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_LedgerAudits_EndedAt] ON [LedgerAudits] ([EndedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_LedgerSeals_SealedAt_Block] ON [LedgerSeals] ([SealedAt], [Block]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Links_Code] ON [Links] ([Code]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Links_PartnerId_CreatedAt] ON [Links] ([PartnerId], [CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Links_ProgrammeId] ON [Links] ([ProgrammeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Links_ShopId_CreatedAt] ON [Links] ([ShopId], [CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Memberships_PartnerId] ON [Memberships] ([PartnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Memberships_ShopId] ON [Memberships] ([ShopId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Memberships_UserId_Role_OrganisationId] ON [Memberships] ([UserId], [Role], [OrganisationId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_OrderDecisions_CandidateId_DecidedAt] ON [OrderDecisions] ([CandidateId], [DecidedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_OrderDecisions_CauseOrderId] ON [OrderDecisions] ([CauseOrderId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_OrderDecisions_DecidedAt] ON [OrderDecisions] ([DecidedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_OrderDecisions_DisputeId] ON [OrderDecisions] ([DisputeId]) WHERE [DisputeId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_OrderDecisions_LinkId] ON [OrderDecisions] ([LinkId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_OrderDecisions_OrderId_ProgrammeId_Number] ON [OrderDecisions] ([OrderId], [ProgrammeId], [Number]) INCLUDE ([Code], [PartnerId], [CandidateId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_OrderDecisions_PartnerId] ON [OrderDecisions] ([PartnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_OrderDecisions_ProgrammeId] ON [OrderDecisions] ([ProgrammeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_OrderDecisions_VersionId] ON [OrderDecisions] ([VersionId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_OrderEvents_OrderId_EventId] ON [OrderEvents] ([OrderId], [EventId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_OrderEvents_RecordedAt] ON [OrderEvents] ([RecordedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_OrderImports_ShopId_UploadedAt] ON [OrderImports] ([ShopId], [UploadedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_OrderImports_State] ON [OrderImports] ([State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_Orders_PlacedAt] ON [Orders] ([PlacedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Orders_ShopId_AccountKey_PlacedAt] ON [Orders] ([ShopId], [AccountKey], [PlacedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Orders_ShopId_DeviceHash_PlacedAt] ON [Orders] ([ShopId], [DeviceHash], [PlacedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Orders_ShopId_EmailHash_Status] ON [Orders] ([ShopId], [EmailHash], [Status]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Orders_ShopId_ExternalId] ON [Orders] ([ShopId], [ExternalId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Orders_ShopId_PairKey_PlacedAt] ON [Orders] ([ShopId], [PairKey], [PlacedAt]) WHERE [DeviceHash] IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Orders_ShopId_PlacedAt] ON [Orders] ([ShopId], [PlacedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Orders_ShopId_ReferralCode_PlacedAt] ON [Orders] ([ShopId], [ReferralCode], [PlacedAt]) WHERE [ReferralCode] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Orders_ShopId_Status_PlacedAt] ON [Orders] ([ShopId], [Status], [PlacedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Orders_VisitorId_PlacedAt] ON [Orders] ([VisitorId], [PlacedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_Outbox_CreatedAt] ON [Outbox] ([CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Outbox_DoneAt_DueAt] ON [Outbox] ([DoneAt], [DueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Outbox_Target_CreatedAt] ON [Outbox] ([Target], [CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_PartnerProgrammes_ProgrammeId] ON [PartnerProgrammes] ([ProgrammeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Partners_CreatedAt] ON [Partners] ([CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Partners_Email] ON [Partners] ([Email]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Partners_EmailHash] ON [Partners] ([EmailHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Partners_PickupPoint] ON [Partners] ([PickupPoint]) WHERE [PickupPoint] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Partners_ReferralCode] ON [Partners] ([ReferralCode]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_PayoutBatches_MadeAt_Id] ON [PayoutBatches] ([MadeAt], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_PayoutBatches_Month] ON [PayoutBatches] ([Month]) WHERE [State] <> ''Discarded'' AND [Week] IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_PayoutBatches_Number] ON [PayoutBatches] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_PayoutBatches_Week] ON [PayoutBatches] ([Week]) WHERE [State] <> ''Discarded'' AND [Week] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_PayoutLines_BatchId_State] ON [PayoutLines] ([BatchId], [State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_PayoutLines_HolderId] ON [PayoutLines] ([HolderId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_PayoutLines_WithdrawalId] ON [PayoutLines] ([WithdrawalId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_PictureHashBands_Key_FileId] ON [PictureHashBands] ([Key], [FileId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Programmes_Code] ON [Programmes] ([Code]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Programmes_ShopId] ON [Programmes] ([ShopId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Programmes_ShopId_Template] ON [Programmes] ([ShopId], [Template]) WHERE [Template] = ''RentalSurcharge''');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_ProgrammeVersions_ProgrammeId_EffectiveFrom] ON [ProgrammeVersions] ([ProgrammeId], [EffectiveFrom]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_ProgrammeVersions_ProgrammeId_Number] ON [ProgrammeVersions] ([ProgrammeId], [Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_ReconciliationExceptions_BatchId_Hash] ON [ReconciliationExceptions] ([BatchId], [Hash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_ReconciliationExceptions_SettledAt_At] ON [ReconciliationExceptions] ([SettledAt], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_RecoveryCodes_UserId_CodeHash] ON [RecoveryCodes] ([UserId], [CodeHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_ReevaluationRequests_CreatedAt] ON [ReevaluationRequests] ([CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_ReevaluationRequests_DisputeId] ON [ReevaluationRequests] ([DisputeId]) WHERE [DisputeId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_ReevaluationRequests_DueAt] ON [ReevaluationRequests] ([DueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RewardHolds_CaseId_ReleasedAt] ON [RewardHolds] ([CaseId], [ReleasedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_RewardHolds_DisputeId_OrderId_ProgrammeId_PartnerId_Number] ON [RewardHolds] ([DisputeId], [OrderId], [ProgrammeId], [PartnerId], [Number]) WHERE [DisputeId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_RewardHolds_OrderId_ProgrammeId_PartnerId_CaseId_Number] ON [RewardHolds] ([OrderId], [ProgrammeId], [PartnerId], [CaseId], [Number]) WHERE [CaseId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RewardHolds_OrderId_ReleasedAt] ON [RewardHolds] ([OrderId], [ReleasedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RewardHolds_PartnerId_ReleasedAt] ON [RewardHolds] ([PartnerId], [ReleasedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RewardHolds_ProgrammeId] ON [RewardHolds] ([ProgrammeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Rewards_LinkId_PlacedAt] ON [Rewards] ([LinkId], [PlacedAt]) INCLUDE ([State], [IsReplaced], [Gross]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Rewards_OrderId_ProgrammeId_DecisionNumber_Kind] ON [Rewards] ([OrderId], [ProgrammeId], [DecisionNumber], [Kind]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Rewards_PartnerId_PlacedAt] ON [Rewards] ([PartnerId], [PlacedAt]) INCLUDE ([OrderId], [ProgrammeId], [LinkId], [PlacedOn], [State], [IsReplaced], [IsSuperseded], [Gross]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Rewards_PartnerId_State_PlacedAt] ON [Rewards] ([PartnerId], [State], [PlacedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_Rewards_PlacedAt] ON [Rewards] ([PlacedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Rewards_ProgrammeId] ON [Rewards] ([ProgrammeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RiskActions_CaseId_At] ON [RiskActions] ([CaseId], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RiskCases_CreatedAt] ON [RiskCases] ([CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RiskCases_EscalateAt] ON [RiskCases] ([EscalateAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RiskCases_LastAt] ON [RiskCases] ([LastAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_RiskCases_PartnerId_Rule] ON [RiskCases] ([PartnerId], [Rule]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RiskSignalOrders_OrderId] ON [RiskSignalOrders] ([OrderId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RiskSignals_CaseId_OccurredAt] ON [RiskSignals] ([CaseId], [OccurredAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_RiskSignals_FoundAt] ON [RiskSignals] ([FoundAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RiskSignals_OrderId_ProgrammeId] ON [RiskSignals] ([OrderId], [ProgrammeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_RiskSignals_ProgrammeId] ON [RiskSignals] ([ProgrammeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_RiskSignals_Subject_CaseId_ProgrammeId] ON [RiskSignals] ([Subject], [CaseId], [ProgrammeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Rulings_DisputeId_Instance] ON [Rulings] ([DisputeId], [Instance]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Rulings_OrderId] ON [Rulings] ([OrderId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Rulings_PartnerId] ON [Rulings] ([PartnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Rulings_ProgrammeId] ON [Rulings] ([ProgrammeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_Rulings_RuledAt] ON [Rulings] ([RuledAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Rulings_ShopId_CustomerKey] ON [Rulings] ([ShopId], [CustomerKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Shops_Code] ON [Shops] ([Code]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Shops_ReferralCode] ON [Shops] ([ReferralCode]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_SigningSecrets_ShopId] ON [SigningSecrets] ([ShopId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_StaffInvitations_SentAt] ON [StaffInvitations] ([SentAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_StaffInvitations_ShopId_SentAt] ON [StaffInvitations] ([ShopId], [SentAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_StatementLines_At] ON [StatementLines] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_StatementLines_StatementId_At_EntryId] ON [StatementLines] ([StatementId], [At], [EntryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_StatementLines_SurchargeId] ON [StatementLines] ([SurchargeId]) INCLUDE ([Amount], [StatementId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_StatementRunParts_LeaseId] ON [StatementRunParts] ([LeaseId]) WHERE [LeaseId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_StatementRunParts_Month_Id] ON [StatementRunParts] ([Month], [Id]) INCLUDE ([LeaseUntil]) WHERE [DoneAt] IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_StatementRunParts_Month_PartnerId] ON [StatementRunParts] ([Month], [PartnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_StatementRunParts_PartnerId] ON [StatementRunParts] ([PartnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_SurchargeHolds_OrderId_ReleasedAt] ON [SurchargeHolds] ([OrderId], [ReleasedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_SurchargeHolds_ProgrammeId] ON [SurchargeHolds] ([ProgrammeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Surcharges_OrderId_ProgrammeId_DecisionNumber] ON [Surcharges] ([OrderId], [ProgrammeId], [DecisionNumber]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_Surcharges_PlacedAt] ON [Surcharges] ([PlacedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Surcharges_ProgrammeId_CustomerKey_FreeOrder] ON [Surcharges] ([ProgrammeId], [CustomerKey], [FreeOrder]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Surcharges_ShopId_PlacedAt] ON [Surcharges] ([ShopId], [PlacedAt]) INCLUDE ([Amount], [IsReplaced], [OrderId], [ProgrammeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_TaxPolicies_Basis_From] ON [TaxPolicies] ([Basis], [From]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_TraitOrigins_AccountId] ON [TraitOrigins] ([AccountId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_UnsettledMonths_PartnerId] ON [UnsettledMonths] ([PartnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_UserSessions_CreatedAt] ON [UserSessions] ([CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_UserSessions_LastSeenAt] ON [UserSessions] ([LastSeenAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_UserSessions_MembershipId] ON [UserSessions] ([MembershipId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_UserSessions_UserId_EndedAt_LastSeenAt] ON [UserSessions] ([UserId], [EndedAt], [LastSeenAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_WaitingRewards_DueAt] ON [WaitingRewards] ([DueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_WaitingRewards_Since] ON [WaitingRewards] ([Since]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_WeeklyStatements_MadeAt] ON [WeeklyStatements] ([MadeAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_WeeklyStatements_Number] ON [WeeklyStatements] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_WeeklyStatements_ShopId_Remaining] ON [WeeklyStatements] ([ShopId], [Remaining]) WHERE [Remaining] <> 0');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_WeeklyStatements_ShopId_Week] ON [WeeklyStatements] ([ShopId], [Week]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_WeeklyStatements_ShopId_Year_Sequence] ON [WeeklyStatements] ([ShopId], [Year], [Sequence]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_WeeklyStatements_Week_Id] ON [WeeklyStatements] ([Week], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Withdrawals_BankAccountId] ON [Withdrawals] ([BankAccountId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Withdrawals_BatchId] ON [Withdrawals] ([BatchId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Withdrawals_HolderId_RequestedAt_Id] ON [Withdrawals] ([HolderId], [RequestedAt], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Withdrawals_Reference] ON [Withdrawals] ([Reference]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE CLUSTERED INDEX [IX_Withdrawals_RequestedAt] ON [Withdrawals] ([RequestedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_Withdrawals_State_Month] ON [Withdrawals] ([State], [Month]) INCLUDE ([HolderId], [Holder], [Amount]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Withdrawals_StatementId] ON [Withdrawals] ([StatementId]) INCLUDE ([State], [Amount]) WHERE [StatementId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    CREATE INDEX [IX_WorkFailures_Since] ON [WorkFailures] ([Since]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE OR ALTER TRIGGER [AuditRecords_append_only] ON [AuditRecords] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 51000, ''AuditRecords is append-only'', 1; END')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF OBJECT_ID(N'[AuditRecords_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [Id] INTO [AuditRecords_no_truncate] FROM [AuditRecords]; ALTER TABLE [AuditRecords_no_truncate] ADD CONSTRAINT [FK_AuditRecords_no_truncate] FOREIGN KEY ([Id]) REFERENCES [AuditRecords] ([Id]);')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE OR ALTER TRIGGER [DisputeMessages_append_only] ON [DisputeMessages] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 51000, ''DisputeMessages is append-only'', 1; END')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF OBJECT_ID(N'[DisputeMessages_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [Id] INTO [DisputeMessages_no_truncate] FROM [DisputeMessages]; ALTER TABLE [DisputeMessages_no_truncate] ADD CONSTRAINT [FK_DisputeMessages_no_truncate] FOREIGN KEY ([Id]) REFERENCES [DisputeMessages] ([Id]);')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE OR ALTER TRIGGER [DisputeSteps_append_only] ON [DisputeSteps] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 51000, ''DisputeSteps is append-only'', 1; END')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF OBJECT_ID(N'[DisputeSteps_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [Id] INTO [DisputeSteps_no_truncate] FROM [DisputeSteps]; ALTER TABLE [DisputeSteps_no_truncate] ADD CONSTRAINT [FK_DisputeSteps_no_truncate] FOREIGN KEY ([Id]) REFERENCES [DisputeSteps] ([Id]);')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE OR ALTER TRIGGER [InvoiceParts_append_only] ON [InvoiceParts] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 51000, ''InvoiceParts is append-only'', 1; END')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF OBJECT_ID(N'[InvoiceParts_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [Id] INTO [InvoiceParts_no_truncate] FROM [InvoiceParts]; ALTER TABLE [InvoiceParts_no_truncate] ADD CONSTRAINT [FK_InvoiceParts_no_truncate] FOREIGN KEY ([Id]) REFERENCES [InvoiceParts] ([Id]);')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE OR ALTER TRIGGER [InvoicePayments_append_only] ON [InvoicePayments] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 51000, ''InvoicePayments is append-only'', 1; END')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF OBJECT_ID(N'[InvoicePayments_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [Id] INTO [InvoicePayments_no_truncate] FROM [InvoicePayments]; ALTER TABLE [InvoicePayments_no_truncate] ADD CONSTRAINT [FK_InvoicePayments_no_truncate] FOREIGN KEY ([Id]) REFERENCES [InvoicePayments] ([Id]);')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE OR ALTER TRIGGER [IssuedDocuments_append_only] ON [IssuedDocuments] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 51000, ''IssuedDocuments is append-only'', 1; END')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF OBJECT_ID(N'[IssuedDocuments_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [Id] INTO [IssuedDocuments_no_truncate] FROM [IssuedDocuments]; ALTER TABLE [IssuedDocuments_no_truncate] ADD CONSTRAINT [FK_IssuedDocuments_no_truncate] FOREIGN KEY ([Id]) REFERENCES [IssuedDocuments] ([Id]);')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE OR ALTER TRIGGER [JournalEntries_append_only] ON [JournalEntries] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 51000, ''JournalEntries is append-only'', 1; END')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF OBJECT_ID(N'[JournalEntries_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [Id] INTO [JournalEntries_no_truncate] FROM [JournalEntries]; ALTER TABLE [JournalEntries_no_truncate] ADD CONSTRAINT [FK_JournalEntries_no_truncate] FOREIGN KEY ([Id]) REFERENCES [JournalEntries] ([Id]);')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE OR ALTER TRIGGER [LedgerSeals_append_only] ON [LedgerSeals] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 51000, ''LedgerSeals is append-only'', 1; END')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF OBJECT_ID(N'[LedgerSeals_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [Block] INTO [LedgerSeals_no_truncate] FROM [LedgerSeals]; ALTER TABLE [LedgerSeals_no_truncate] ADD CONSTRAINT [FK_LedgerSeals_no_truncate] FOREIGN KEY ([Block]) REFERENCES [LedgerSeals] ([Block]);')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE OR ALTER TRIGGER [Rulings_append_only] ON [Rulings] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 51000, ''Rulings is append-only'', 1; END')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF OBJECT_ID(N'[Rulings_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [Id] INTO [Rulings_no_truncate] FROM [Rulings]; ALTER TABLE [Rulings_no_truncate] ADD CONSTRAINT [FK_Rulings_no_truncate] FOREIGN KEY ([Id]) REFERENCES [Rulings] ([Id]);')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    EXEC(N'CREATE OR ALTER TRIGGER [StatementLines_append_only] ON [StatementLines] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 51000, ''StatementLines is append-only'', 1; END')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    IF OBJECT_ID(N'[StatementLines_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [EntryId] INTO [StatementLines_no_truncate] FROM [StatementLines]; ALTER TABLE [StatementLines_no_truncate] ADD CONSTRAINT [FK_StatementLines_no_truncate] FOREIGN KEY ([EntryId]) REFERENCES [StatementLines] ([EntryId]);')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130171038_Initial'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261130171038_Initial', N'10.0.14');
END;

COMMIT;
GO


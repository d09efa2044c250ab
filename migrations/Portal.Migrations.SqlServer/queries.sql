-- What each query method sends to SQL Server. Renewed by SqlServerQueryTests.

-- AfterCloseQueries.GetAsync
SELECT TOP(2) [w].[Month], COUNT(*), COALESCE(SUM([w].[Amount]), CAST(0 AS bigint))
FROM [Withdrawals] AS [w]
WHERE [w].[Holder] = N'Partner' AND [w].[State] = N'Requested' AND [w].[Month] = @first
GROUP BY [w].[Month];
SELECT TOP(2) [p].[Id], [p].[Number], [p].[State]
FROM [PayoutBatches] AS [p]
WHERE [p].[Week] IS NULL AND [p].[Month] = @first AND [p].[State] <> N'Discarded';
SELECT TOP(1) [j].[Month]
FROM [JournalEntries] AS [j]
WHERE [j].[Month] > @first AND [j].[Month] < @current AND NOT EXISTS (
    SELECT 1
    FROM [MonthCloses] AS [m]
    WHERE [m].[Month] = [j].[Month])
ORDER BY [j].[Month];

-- ApiKeyQueries.ListAsync
SELECT TOP(@p) [a].[Id], [a].[Name], [a].[Prefix], [a].[ShopId], [a].[PartnerId], COALESCE((
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [a].[ShopId]), (
    SELECT TOP(1) [p].[Name]
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [a].[PartnerId])), [a].[Scopes], [a].[CreatedAt], [a].[RevokedAt], [a].[MadeBy], [a].[RootId]
FROM [ApiKeys] AS [a]
WHERE [a].[CreatedAt] < @after_At OR ([a].[CreatedAt] = @after_At AND [a].[Id] < @after_Id)
ORDER BY [a].[CreatedAt] DESC, [a].[Id] DESC;

-- ApiKeyQueries.SearchAsync
SELECT [a].[Id], [a].[Name], [a].[Prefix], [a].[ShopId], [a].[PartnerId], COALESCE((
    SELECT TOP(1) [s0].[Name]
    FROM [Shops] AS [s0]
    WHERE [s0].[Id] = [a].[ShopId]), (
    SELECT TOP(1) [p0].[Name]
    FROM [Partners] AS [p0]
    WHERE [p0].[Id] = [a].[PartnerId])), [a].[Scopes], [a].[CreatedAt], [a].[RevokedAt], [a].[MadeBy], [a].[RootId]
FROM [ApiKeys] AS [a]
WHERE [a].[RevokedAt] IS NULL AND ([a].[Name] LIKE @text_contains ESCAPE N'\' OR [a].[Prefix] LIKE @text_startswith ESCAPE N'\' OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [a].[ShopId] AND [s].[NameSearch] LIKE @folded_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [a].[PartnerId] AND [p].[NameSearch] LIKE @folded_contains ESCAPE N'\'))
ORDER BY CASE
    WHEN [a].[RevokedAt] IS NOT NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, [a].[CreatedAt] DESC, [a].[Id]
OFFSET @p ROWS FETCH NEXT @p5 ROWS ONLY;
SELECT COUNT(*)
FROM [ApiKeys] AS [a]
WHERE [a].[RevokedAt] IS NULL AND ([a].[Name] LIKE @text_contains ESCAPE N'\' OR [a].[Prefix] LIKE @text_startswith ESCAPE N'\' OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [a].[ShopId] AND [s].[NameSearch] LIKE @folded_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [a].[PartnerId] AND [p].[NameSearch] LIKE @folded_contains ESCAPE N'\'));

-- ApiKeyQueries.SigningSecretsAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = @shopId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [s].[Id], [s].[CreatedAt], [s].[RevokedAt]
FROM [SigningSecrets] AS [s]
WHERE [s].[ShopId] = @shopId
ORDER BY [s].[CreatedAt] DESC, [s].[Id];

-- AuditQueries.ActorAsync
SELECT TOP(1) [a].[ActorId], [a].[Actor]
FROM [AuditRecords] AS [a]
WHERE [a].[ActorId] = @id
ORDER BY [a].[At] DESC;

-- AuditQueries.ActorsAsync
SELECT TOP(@p) [a].[ActorId], [a].[Actor]
FROM [AuditRecords] AS [a]
WHERE [a].[Actor] <> N'' AND [a].[SearchText] LIKE @folded_contains ESCAPE N'\'
ORDER BY [a].[At] DESC, [a].[Id] DESC;

-- AuditQueries.CountAsync
SELECT COUNT_BIG(*)
FROM [AuditRecords] AS [a]
WHERE [a].[Action] = @action AND [a].[Kind] = @kind AND [a].[ActorId] = @by AND [a].[At] >= @period_Start AND [a].[At] < @period_End AND [a].[SearchText] LIKE @text_contains ESCAPE N'\';

-- AuditQueries.ExportAsync
SELECT [a].[Id], [a].[Action], [a].[Actor], [a].[ActorId], [a].[Address], [a].[After], [a].[At], [a].[Before], [a].[Block], [a].[Hash], [a].[Kind], [a].[PartnerId], [a].[SearchText], [a].[Subject], [a].[SubjectId]
FROM [AuditRecords] AS [a]
WHERE [a].[Action] = @action AND [a].[Kind] = @kind AND [a].[ActorId] = @by AND [a].[At] >= @period_Start AND [a].[At] < @period_End AND [a].[SearchText] LIKE @text_contains ESCAPE N'\'
ORDER BY [a].[At] DESC, [a].[Id] DESC;

-- AuditQueries.ListAsync
SELECT [a].[Id], [a].[Action], [a].[Actor], [a].[ActorId], [a].[Address], [a].[After], [a].[At], [a].[Before], [a].[Block], [a].[Hash], [a].[Kind], [a].[PartnerId], [a].[SearchText], [a].[Subject], [a].[SubjectId]
FROM [AuditRecords] AS [a]
WHERE [a].[Action] = @action AND [a].[Kind] = @kind AND [a].[ActorId] = @by AND [a].[At] >= @period_Start AND [a].[At] < @period_End AND [a].[SearchText] LIKE @text_contains ESCAPE N'\'
ORDER BY [a].[At] DESC, [a].[Id] DESC
OFFSET @p ROWS FETCH NEXT @p7 ROWS ONLY;
SELECT COUNT(*)
FROM [AuditRecords] AS [a]
WHERE [a].[Action] = @action AND [a].[Kind] = @kind AND [a].[ActorId] = @by AND [a].[At] >= @period_Start AND [a].[At] < @period_End AND [a].[SearchText] LIKE @text_contains ESCAPE N'\';

-- BacklogQueries.FailedAsync
SELECT COUNT(*)
FROM [WorkFailures] AS [w]
WHERE [w].[Kind] = @kind;
SELECT [w].[Kind], [w].[SubjectId], [w].[Attempts], [w].[Error], [w].[LastAt], [w].[NextAt], [w].[Since], [w].[Subject]
FROM [WorkFailures] AS [w]
WHERE [w].[Kind] = @kind
ORDER BY [w].[Since], [w].[SubjectId]
OFFSET @p ROWS FETCH NEXT @p2 ROWS ONLY;

-- BacklogQueries.NowAsync
SELECT [w].[Kind] AS [Key], COUNT(*) AS [Count], MIN([w].[Since]) AS [Since]
FROM [WorkFailures] AS [w]
GROUP BY [w].[Kind];
SELECT TOP(1) [r].[DueAt]
FROM [ReevaluationRequests] AS [r]
WHERE [r].[DueAt] <= @now AND [r].[Id] NOT IN (
    SELECT [w].[SubjectId]
    FROM [WorkFailures] AS [w]
    WHERE [w].[Kind] = @kind AND [w].[NextAt] > @now2
)
ORDER BY [r].[DueAt];
SELECT COUNT(*)
FROM [WaitingRewards] AS [w];
SELECT TOP(1) [w].[Since]
FROM [WaitingRewards] AS [w]
ORDER BY [w].[Since];

-- BankAccountQueries.ListAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = @partnerId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [b].[Id], [b].[AddedAt], [b].[BankCode], [b].[Holder], [b].[NumberEnd], [b].[NumberHash], [b].[NumberProtected], [b].[Owner], [b].[OwnerId], [b].[RemovedAt], [b].[UsableFrom]
FROM [BankAccounts] AS [b]
WHERE [b].[OwnerId] = @ownerId AND [b].[RemovedAt] IS NULL
ORDER BY [b].[AddedAt] DESC, [b].[Id] DESC;

-- BankAccountQueries.OfShopAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = @shopId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [b].[Id], [b].[AddedAt], [b].[BankCode], [b].[Holder], [b].[NumberEnd], [b].[NumberHash], [b].[NumberProtected], [b].[Owner], [b].[OwnerId], [b].[RemovedAt], [b].[UsableFrom]
FROM [BankAccounts] AS [b]
WHERE [b].[OwnerId] = @ownerId AND [b].[RemovedAt] IS NULL
ORDER BY [b].[AddedAt] DESC, [b].[Id] DESC;

-- BankFileQueries.FactsAsync

-- ClickQueries.CountAsync

-- ClickQueries.ExportAsync

-- DecisionQueries.OfOrderAsync
SELECT TOP(1) [o].[Id], [o].[AccountKey], [o].[AmendedBy], [o].[CancellationReason], [o].[ClickId], [o].[ContactProtected], [o].[Content], [o].[CustomerId], [o].[DeviceHash], [o].[EarnedAt], [o].[EmailHash], [o].[ExternalId], [o].[HasHeldEvents], [o].[IsAmended], [o].[Items], [o].[NamedUnknownClick], [o].[Paid], [o].[PaidAt], [o].[PairKey], [o].[PhoneHash], [o].[PickupPoint], [o].[PlacedAt], [o].[PlatformDiscount], [o].[Points], [o].[ReceivedAt], [o].[ReceivedFrom], [o].[ReferralCode], [o].[ReturnedAmount], [o].[SearchText], [o].[Shipping], [o].[ShopDiscount], [o].[ShopId], [o].[Source], [o].[Status], [o].[StatusAt], [o].[Version], [o].[VisitorId], [o].[Voucher]
FROM [Orders] AS [o]
WHERE [o].[ExternalId] = @externalId AND [o].[ShopId] = @shop
ORDER BY [o].[PlacedAt] DESC;
SELECT [o].[Id], [o].[CandidateId], [o].[Cause], [o].[CauseOrderId], [o].[ClickId], [o].[Code], [o].[DecidedAt], [o].[DisputeId], [o].[LinkId], [o].[Number], [o].[OrderId], [o].[PartnerId], [o].[ProgrammeId], [o].[Trace], [o].[VersionId], (
    SELECT TOP(1) [p].[Code]
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [o].[ProgrammeId]) AS [Programme], (
    SELECT TOP(1) [r].[DisputeNumber]
    FROM [Rulings] AS [r]
    WHERE [r].[DisputeId] = [o].[DisputeId]) AS [CauseDispute], (
    SELECT TOP(1) [o0].[ExternalId]
    FROM [Orders] AS [o0]
    WHERE [o0].[Id] = [o].[CauseOrderId]) AS [CauseOrder]
FROM [OrderDecisions] AS [o]
WHERE [o].[OrderId] = @order_Id;
SELECT [r].[Id], [r].[DecisionNumber], [r].[EarnedAt], [r].[EndedAt], [r].[Gross], [r].[IsReplaced], [r].[IsSuperseded], [r].[Kind], [r].[LinkId], [r].[Net], [r].[OrderId], [r].[PartnerId], [r].[PlacedAt], [r].[PlacedOn], [r].[ProgrammeId], [r].[ReversedGross], [r].[ReversedTax], [r].[State], [r].[Tax], [r].[TaxBasis]
FROM [Rewards] AS [r]
WHERE [r].[OrderId] = @order_Id;
SELECT [s].[Id], [s].[Amount], [s].[Base], [s].[CustomerKey], [s].[DecisionNumber], [s].[FreeOrder], [s].[FreeOrders], [s].[IntroducedBy], [s].[IsReplaced], [s].[OrderId], [s].[PlacedAt], [s].[PlatformPromotion], [s].[PostedId], [s].[ProgrammeId], [s].[Reversed], [s].[ShopId], [s].[Stated]
FROM [Surcharges] AS [s]
WHERE [s].[OrderId] = @order_Id;
-- and ends there: JsonException

-- DisputePreviewQueries.GetAsync
SELECT TOP(2) [d].[Id], [d].[AppealedAt], [d].[AtStake], [d].[Author], [d].[AuthorId], [d].[Claim], [d].[CounterpartId], [d].[CreatedAt], [d].[CustomerId], [d].[DecidedAt], [d].[DecidedBy], [d].[DecidedById], [d].[Decision], [d].[DueAt], [d].[EscalatedAt], [d].[FiledAt], [d].[HolderId], [d].[Kind], [d].[MinutesFromFiling], [d].[MinutesOfReview], [d].[NoticeAt], [d].[Number], [d].[OrderCode], [d].[OrderId], [d].[Reason], [d].[SavedAt], [d].[SearchText], [d].[ShopId], [d].[Side], [d].[State], [d].[StatementLineId], [d].[Version], [d].[WantedBase], [d].[WantedFrom], [d].[WantedIntroducer], [d].[WantedPartnerId], [d].[WantedStatus]
FROM [Disputes] AS [d]
WHERE [d].[Number] IS NOT NULL AND [d].[Id] = @id;
SELECT MAX([r].[RuledAt])
FROM [Rulings] AS [r]
WHERE [r].[ShopId] = @shop;
SELECT TOP(1) [o].[Id], [o].[AccountKey], [o].[Status]
FROM [Orders] AS [o]
WHERE [o].[Id] = @draft_OrderId AND [o].[ShopId] = @draft_ShopId;
SELECT [p].[Id], [p].[Template]
FROM [Programmes] AS [p]
WHERE [p].[ShopId] = @draft_ShopId;
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [PartnerProgrammes] AS [p]
        WHERE [p].[PartnerId] = @draft_PartnerId AND [p].[ProgrammeId] = @concerned1) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT * FROM [Shops] WITH (HOLDLOCK, ROWLOCK)
WHERE [Id] IN (SELECT CAST([value] AS uniqueidentifier) FROM OPENJSON(@p0))
;
-- and ends there: InvalidOperationException

-- DisputeQueries.CountsAsync
SELECT [d].[State] AS [Key], COUNT(*) AS [Count]
FROM [Disputes] AS [d]
WHERE [d].[Number] IS NOT NULL AND [d].[Kind] = @kind AND [d].[ShopId] = @shop AND (([d].[Side] = N'Partner' AND [d].[HolderId] = @partner) OR [d].[CounterpartId] = @partner3) AND [d].[OrderId] = @order AND ([d].[DueAt] IS NULL OR [d].[DueAt] > @now) AND [d].[SearchText] LIKE @folded_contains ESCAPE N'\'
GROUP BY [d].[State];

-- DisputeQueries.DraftAsync
SELECT TOP(1) [d].[Id], [d].[AppealedAt], [d].[AtStake], [d].[Author], [d].[AuthorId], [d].[Claim], [d].[CounterpartId], [d].[CreatedAt], [d].[CustomerId], [d].[DecidedAt], [d].[DecidedBy], [d].[DecidedById], [d].[Decision], [d].[DueAt], [d].[EscalatedAt], [d].[FiledAt], [d].[HolderId], [d].[Kind], [d].[MinutesFromFiling], [d].[MinutesOfReview], [d].[NoticeAt], [d].[Number], [d].[OrderCode], [d].[OrderId], [d].[Reason], [d].[SavedAt], [d].[SearchText], [d].[ShopId], [d].[Side], [d].[State], [d].[StatementLineId], [d].[Version], [d].[WantedBase], [d].[WantedFrom], [d].[WantedIntroducer], [d].[WantedPartnerId], [d].[WantedStatus]
FROM [Disputes] AS [d]
WHERE [d].[HolderId] = @holder AND [d].[State] = N'Draft' AND [d].[OrderCode] = @order AND [d].[CustomerId] = @customerId AND [d].[StatementLineId] = @statementLineId
ORDER BY [d].[SavedAt] DESC, [d].[Id] DESC;
SELECT TOP(@p) [d].[Id], [d].[At], [d].[By], [d].[DisputeId], [d].[DueAt], [d].[Kind], [d].[Note], [d].[Number], [d].[Party]
FROM [DisputeSteps] AS [d]
WHERE [d].[DisputeId] = @row_Id
ORDER BY [d].[Number] DESC;
SELECT TOP(@p) [d].[Id], [d].[At], [d].[By], [d].[DisputeId], [d].[HolderId], [d].[Number], [d].[Party], [d].[Text]
FROM [DisputeMessages] AS [d]
WHERE [d].[DisputeId] = @row_Id
ORDER BY [d].[Number] DESC;
SELECT [s].[Id], [s].[Name]
FROM [Shops] AS [s]
WHERE [s].[Id] = @shopIds1;
SELECT [p].[Id], [p].[Name]
FROM [Partners] AS [p]
WHERE 0 = 1;
SELECT [e].[Id], [e].[Bytes], [e].[CheckedAt], [e].[DisputeId], [e].[FileAt], [e].[FileAtSource], [e].[Name], [e].[Note], [e].[Number], [e].[Organisation], [e].[PartnerId], [e].[PerceptualHash], [e].[PreviewDueAt], [e].[PreviewState], [e].[PreviewTries], [e].[Sha256], [e].[ShopId], [e].[StatedAt], [e].[Type], [e].[UploadedAt], [e].[UploadedBy], [e].[UploaderId], [e].[Version]
FROM [EvidenceFiles] AS [e]
WHERE [e].[DisputeId] = @row_Id
ORDER BY [e].[Number];

-- DisputeQueries.GetAsync
SELECT TOP(2) [d].[Id], [d].[AppealedAt], [d].[AtStake], [d].[Author], [d].[AuthorId], [d].[Claim], [d].[CounterpartId], [d].[CreatedAt], [d].[CustomerId], [d].[DecidedAt], [d].[DecidedBy], [d].[DecidedById], [d].[Decision], [d].[DueAt], [d].[EscalatedAt], [d].[FiledAt], [d].[HolderId], [d].[Kind], [d].[MinutesFromFiling], [d].[MinutesOfReview], [d].[NoticeAt], [d].[Number], [d].[OrderCode], [d].[OrderId], [d].[Reason], [d].[SavedAt], [d].[SearchText], [d].[ShopId], [d].[Side], [d].[State], [d].[StatementLineId], [d].[Version], [d].[WantedBase], [d].[WantedFrom], [d].[WantedIntroducer], [d].[WantedPartnerId], [d].[WantedStatus]
FROM [Disputes] AS [d]
WHERE [d].[Number] IS NOT NULL AND [d].[Id] = @id;
SELECT TOP(@p) [d].[Id], [d].[At], [d].[By], [d].[DisputeId], [d].[DueAt], [d].[Kind], [d].[Note], [d].[Number], [d].[Party]
FROM [DisputeSteps] AS [d]
WHERE [d].[DisputeId] = @row_Id
ORDER BY [d].[Number] DESC;
SELECT TOP(@p) [d].[Id], [d].[At], [d].[By], [d].[DisputeId], [d].[HolderId], [d].[Number], [d].[Party], [d].[Text]
FROM [DisputeMessages] AS [d]
WHERE [d].[DisputeId] = @row_Id
ORDER BY [d].[Number] DESC;
SELECT [s].[Id], [s].[Name]
FROM [Shops] AS [s]
WHERE [s].[Id] = @shopIds1;
SELECT [p].[Id], [p].[Name]
FROM [Partners] AS [p]
WHERE 0 = 1;
SELECT [e].[Id], [e].[Bytes], [e].[CheckedAt], [e].[DisputeId], [e].[FileAt], [e].[FileAtSource], [e].[Name], [e].[Note], [e].[Number], [e].[Organisation], [e].[PartnerId], [e].[PerceptualHash], [e].[PreviewDueAt], [e].[PreviewState], [e].[PreviewTries], [e].[Sha256], [e].[ShopId], [e].[StatedAt], [e].[Type], [e].[UploadedAt], [e].[UploadedBy], [e].[UploaderId], [e].[Version]
FROM [EvidenceFiles] AS [e]
WHERE [e].[DisputeId] = @row_Id
ORDER BY [e].[Number];

-- DisputeQueries.ListAsync
SELECT [d].[Id], [d].[AppealedAt], [d].[AtStake], [d].[Author], [d].[AuthorId], [d].[Claim], [d].[CounterpartId], [d].[CreatedAt], [d].[CustomerId], [d].[DecidedAt], [d].[DecidedBy], [d].[DecidedById], [d].[Decision], [d].[DueAt], [d].[EscalatedAt], [d].[FiledAt], [d].[HolderId], [d].[Kind], [d].[MinutesFromFiling], [d].[MinutesOfReview], [d].[NoticeAt], [d].[Number], [d].[OrderCode], [d].[OrderId], [d].[Reason], [d].[SavedAt], [d].[SearchText], [d].[ShopId], [d].[Side], [d].[State], [d].[StatementLineId], [d].[Version], [d].[WantedBase], [d].[WantedFrom], [d].[WantedIntroducer], [d].[WantedPartnerId], [d].[WantedStatus]
FROM [Disputes] AS [d]
WHERE [d].[Number] IS NOT NULL AND [d].[State] = @state AND [d].[Kind] = @kind AND [d].[ShopId] = @shop AND (([d].[Side] = N'Partner' AND [d].[HolderId] = @partner) OR [d].[CounterpartId] = @partner4) AND [d].[OrderId] = @order AND ([d].[DueAt] IS NULL OR [d].[DueAt] > @now) AND [d].[SearchText] LIKE @folded_contains ESCAPE N'\'
ORDER BY CASE
    WHEN [d].[EscalatedAt] IS NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, CASE
    WHEN [d].[DueAt] IS NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, [d].[DueAt], [d].[CreatedAt] DESC, [d].[Id] DESC
OFFSET @p ROWS FETCH NEXT @p9 ROWS ONLY;
SELECT [s].[Id], [s].[Name]
FROM [Shops] AS [s]
WHERE [s].[Id] = @shopIds1;
SELECT [p].[Id], [p].[Name]
FROM [Partners] AS [p]
WHERE 0 = 1;
SELECT COUNT(*)
FROM [Disputes] AS [d]
WHERE [d].[Number] IS NOT NULL AND [d].[State] = @state AND [d].[Kind] = @kind AND [d].[ShopId] = @shop AND (([d].[Side] = N'Partner' AND [d].[HolderId] = @partner) OR [d].[CounterpartId] = @partner4) AND [d].[OrderId] = @order AND ([d].[DueAt] IS NULL OR [d].[DueAt] > @now) AND [d].[SearchText] LIKE @folded_contains ESCAPE N'\';
SELECT [s].[Id], [s].[Name]
FROM [Shops] AS [s]
WHERE 0 = 1;

-- DisputeQueries.PageAsync
SELECT TOP(@p) [d].[Id], [d].[AppealedAt], [d].[AtStake], [d].[Author], [d].[AuthorId], [d].[Claim], [d].[CounterpartId], [d].[CreatedAt], [d].[CustomerId], [d].[DecidedAt], [d].[DecidedBy], [d].[DecidedById], [d].[Decision], [d].[DueAt], [d].[EscalatedAt], [d].[FiledAt], [d].[HolderId], [d].[Kind], [d].[MinutesFromFiling], [d].[MinutesOfReview], [d].[NoticeAt], [d].[Number], [d].[OrderCode], [d].[OrderId], [d].[Reason], [d].[SavedAt], [d].[SearchText], [d].[ShopId], [d].[Side], [d].[State], [d].[StatementLineId], [d].[Version], [d].[WantedBase], [d].[WantedFrom], [d].[WantedIntroducer], [d].[WantedPartnerId], [d].[WantedStatus]
FROM [Disputes] AS [d]
WHERE [d].[Number] IS NOT NULL AND [d].[State] = @state AND [d].[Kind] = @kind AND [d].[ShopId] = @shop AND (([d].[Side] = N'Partner' AND [d].[HolderId] = @partner) OR [d].[CounterpartId] = @partner4) AND [d].[OrderId] = @order AND ([d].[DueAt] IS NULL OR [d].[DueAt] > @now) AND [d].[SearchText] LIKE @folded_contains ESCAPE N'\' AND ([d].[CreatedAt] < @after_At OR ([d].[CreatedAt] = @after_At AND [d].[Id] < @after_Id))
ORDER BY [d].[CreatedAt] DESC, [d].[Id] DESC;
SELECT [s].[Id], [s].[Name]
FROM [Shops] AS [s]
WHERE [s].[Id] = @shopIds1;
SELECT [p].[Id], [p].[Name]
FROM [Partners] AS [p]
WHERE 0 = 1;
SELECT [s].[Id], [s].[Name]
FROM [Shops] AS [s]
WHERE 0 = 1;

-- DisputeQueries.ShopsAsync
SELECT [s].[Id], [s].[Name]
FROM [Shops] AS [s]
WHERE EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[ShopId] = [s].[Id] AND EXISTS (
        SELECT 1
        FROM [PartnerProgrammes] AS [p0]
        WHERE [p0].[PartnerId] = @partner AND [p0].[ProgrammeId] = [p].[Id]))
ORDER BY [s].[NameSearch], [s].[Id];

-- DisputeQueries.WorkAsync
SELECT TOP(2) COUNT(*) AS [Count], COALESCE(SUM(COALESCE([d0].[AtStake], CAST(0 AS bigint))), CAST(0 AS bigint)) AS [Amount], MIN([d0].[FiledAt]) AS [Since]
FROM (
    SELECT [d].[AtStake], [d].[FiledAt], 1 AS [Key]
    FROM [Disputes] AS [d]
    WHERE [d].[State] IN (N'Open', N'UnderReview')
) AS [d0]
GROUP BY [d0].[Key];
SELECT COUNT(*)
FROM [Disputes] AS [d]
WHERE [d].[DueAt] IS NOT NULL AND [d].[DueAt] <= @now;
SELECT COUNT(*)
FROM [Disputes] AS [d]
WHERE [d].[EscalatedAt] IS NOT NULL;

-- DisputeStatisticsQueries.OutcomesAsync
SELECT [d].[State], COUNT(*) AS [Cases]
FROM [Disputes] AS [d]
WHERE [d].[FiledAt] IS NOT NULL AND [d].[FiledAt] >= @from AND [d].[FiledAt] < @to
GROUP BY [d].[State];
SELECT [d0].[Key] AS [Tenths], COUNT(*) AS [Cases]
FROM (
    SELECT CASE
        WHEN [d].[MinutesFromFiling] >= 144000 THEN 1000
        ELSE ([d].[MinutesFromFiling] + 72) / 144
    END AS [Key]
    FROM [Disputes] AS [d]
    WHERE [d].[FiledAt] IS NOT NULL AND [d].[FiledAt] >= @from AND [d].[FiledAt] < @to AND [d].[State] IN (N'Accepted', N'Rejected')
) AS [d0]
GROUP BY [d0].[Key];
SELECT [d].[ShopId] AS [Id], [s].[Name], COUNT(*) AS [Filed], COUNT(CASE
    WHEN [d].[State] = N'Accepted' THEN 1
END) AS [Accepted], COUNT(CASE
    WHEN [d].[State] = N'Rejected' THEN 1
END) AS [Rejected], COUNT(CASE
    WHEN [d].[State] = N'Withdrawn' THEN 1
END) AS [Withdrawn]
FROM [Disputes] AS [d]
LEFT JOIN [Shops] AS [s] ON [d].[ShopId] = [s].[Id]
WHERE [d].[FiledAt] IS NOT NULL AND [d].[FiledAt] >= @from AND [d].[FiledAt] < @to
GROUP BY [d].[ShopId], [s].[Name]
ORDER BY COUNT(*) DESC, [s].[Name], [d].[ShopId]
OFFSET @p ROWS FETCH NEXT @p3 ROWS ONLY;
SELECT [d0].[ShopId] AS [Id], [d0].[Tenths], COUNT(*) AS [Cases]
FROM (
    SELECT [d].[ShopId], CASE
        WHEN [d].[MinutesFromFiling] >= 144000 THEN 1000
        ELSE ([d].[MinutesFromFiling] + 72) / 144
    END AS [Tenths]
    FROM [Disputes] AS [d]
    WHERE [d].[FiledAt] IS NOT NULL AND [d].[FiledAt] >= @from AND [d].[FiledAt] < @to AND [d].[State] IN (N'Accepted', N'Rejected') AND [d].[ShopId] = @ids1
) AS [d0]
GROUP BY [d0].[ShopId], [d0].[Tenths];
SELECT COUNT(*)
FROM (
    SELECT DISTINCT [d].[ShopId]
    FROM [Disputes] AS [d]
    WHERE [d].[FiledAt] IS NOT NULL AND [d].[FiledAt] >= @from AND [d].[FiledAt] < @to
) AS [d0];
SELECT TOP(@p) [d].[DecidedById] AS [Id], (
    SELECT TOP(1) [d0].[DecidedBy]
    FROM [Disputes] AS [d0]
    WHERE [d0].[DecidedAt] IS NOT NULL AND [d0].[DecidedAt] >= @from AND [d0].[DecidedAt] < @to AND ([d0].[DecidedById] = [d].[DecidedById] OR ([d0].[DecidedById] IS NULL AND [d].[DecidedById] IS NULL))
    ORDER BY [d0].[DecidedAt] DESC) AS [Name], COUNT(*) AS [Filed], COUNT(CASE
    WHEN [d].[Decision] = N'Accepted' THEN 1
END) AS [Accepted], COUNT(CASE
    WHEN [d].[Decision] = N'Rejected' THEN 1
END) AS [Rejected]
FROM [Disputes] AS [d]
WHERE [d].[DecidedAt] IS NOT NULL AND [d].[DecidedAt] >= @from AND [d].[DecidedAt] < @to
GROUP BY [d].[DecidedById]
ORDER BY COUNT(*) DESC, [d].[DecidedById];
SELECT [d0].[DecidedById] AS [Id], [d0].[Tenths], COUNT(*) AS [Cases]
FROM (
    SELECT [d].[DecidedById], CASE
        WHEN [d].[MinutesOfReview] >= 144000 THEN 1000
        ELSE ([d].[MinutesOfReview] + 72) / 144
    END AS [Tenths]
    FROM [Disputes] AS [d]
    WHERE [d].[DecidedAt] IS NOT NULL AND [d].[DecidedAt] >= @from AND [d].[DecidedAt] < @to AND [d].[DecidedById] = @ids1
) AS [d0]
GROUP BY [d0].[DecidedById], [d0].[Tenths];
SELECT [d0].[ShopId] AS [Id], [d0].[Tenths], COUNT(*) AS [Cases]
FROM (
    SELECT [d].[ShopId], CASE
        WHEN [d].[MinutesFromFiling] >= 144000 THEN 1000
        ELSE ([d].[MinutesFromFiling] + 72) / 144
    END AS [Tenths]
    FROM [Disputes] AS [d]
    WHERE 0 = 1
) AS [d0]
GROUP BY [d0].[ShopId], [d0].[Tenths];
SELECT [d0].[DecidedById] AS [Id], [d0].[Tenths], COUNT(*) AS [Cases]
FROM (
    SELECT [d].[DecidedById], CASE
        WHEN [d].[MinutesOfReview] >= 144000 THEN 1000
        ELSE ([d].[MinutesOfReview] + 72) / 144
    END AS [Tenths]
    FROM [Disputes] AS [d]
    WHERE 0 = 1
) AS [d0]
GROUP BY [d0].[DecidedById], [d0].[Tenths];

-- DocumentCheckQueries.FindAsync
SELECT TOP(2) [i].[Number], [i].[IssuedAt], [i].[Total], (
    SELECT TOP(1) [i0].[Number]
    FROM [IssuedDocuments] AS [i0]
    WHERE [i0].[ReplacesId] = [i].[Id]) AS [ReplacedBy]
FROM [IssuedDocuments] AS [i]
WHERE [i].[Number] = @wanted;

-- EligibilityQueries.CountsAsync
SELECT [e].[State] AS [Key], COUNT(*) AS [Count]
FROM [EligibilityAccounts] AS [e]
WHERE 0 = 1
GROUP BY [e].[State];

-- EligibilityQueries.GetAsync
SELECT TOP(1) [e].[Id], [e].[AcceptedAt], [e].[ContactProtected], [e].[CreatedAt], [e].[EmailHash], [e].[GroupId], [e].[InvitedAt], [e].[MailId], [e].[PartnerId], [e].[ProgrammeId], [e].[Reasons], [e].[Shared], [e].[State], [e].[StateSince], [e].[Successful], [e].[TokenHash], [e].[Verdict], [e].[VerdictAt], [e].[VerdictBy], [e].[VerdictReason], [e].[Version], (
    SELECT TOP(1) [p].[Code]
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [e].[ProgrammeId]) AS [Code], (
    SELECT TOP(1) [p0].[Name]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [e].[ProgrammeId]) AS [Name], (
    SELECT TOP(1) [o].[DueAt]
    FROM [Outbox] AS [o]
    WHERE [o].[Id] = [e].[MailId] AND [o].[DoneAt] IS NULL AND [o].[FailedAt] IS NULL) AS [MailDueAt]
FROM [EligibilityAccounts] AS [e]
WHERE [e].[Id] = @id;
SELECT COUNT(*)
FROM [EligibilityAccounts] AS [e]
WHERE [e].[GroupId] = @group;
SELECT TOP(@p) [e].[Id], [e].[AcceptedAt], [e].[ContactProtected], [e].[CreatedAt], [e].[EmailHash], [e].[GroupId], [e].[InvitedAt], [e].[MailId], [e].[PartnerId], [e].[ProgrammeId], [e].[Reasons], [e].[Shared], [e].[State], [e].[StateSince], [e].[Successful], [e].[TokenHash], [e].[Verdict], [e].[VerdictAt], [e].[VerdictBy], [e].[VerdictReason], [e].[Version], (
    SELECT TOP(1) [p].[Code]
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [e].[ProgrammeId]) AS [Code], (
    SELECT TOP(1) [p0].[Name]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [e].[ProgrammeId]) AS [Name], (
    SELECT TOP(1) [o].[DueAt]
    FROM [Outbox] AS [o]
    WHERE [o].[Id] = [e].[MailId] AND [o].[DoneAt] IS NULL AND [o].[FailedAt] IS NULL) AS [MailDueAt]
FROM [EligibilityAccounts] AS [e]
WHERE [e].[GroupId] = @group
ORDER BY [e].[Successful] DESC, [e].[Id];
SELECT [p].[Id], [p].[Template], (
    SELECT TOP(1) [p0].[Settings]
    FROM [ProgrammeVersions] AS [p0]
    WHERE [p0].[WithdrawnAt] IS NULL AND [p0].[EffectiveFrom] <= @at AND NOT EXISTS (
        SELECT 1
        FROM [ProgrammeVersions] AS [p1]
        WHERE [p1].[WithdrawnAt] IS NULL AND [p1].[EffectiveFrom] <= @at AND [p1].[ProgrammeId] = [p0].[ProgrammeId] AND ([p1].[EffectiveFrom] > [p0].[EffectiveFrom] OR ([p1].[EffectiveFrom] = [p0].[EffectiveFrom] AND [p1].[Number] > [p0].[Number]))) AND [p0].[ProgrammeId] = [p].[Id]) AS [Settings]
FROM [Programmes] AS [p]
WHERE [p].[Id] = @ids1;
-- and ends there: InvalidOperationException

-- EligibilityQueries.InvitationAsync

-- EligibilityQueries.ListAsync
SELECT [e].[Id], [e].[AcceptedAt], [e].[ContactProtected], [e].[CreatedAt], [e].[EmailHash], [e].[GroupId], [e].[InvitedAt], [e].[MailId], [e].[PartnerId], [e].[ProgrammeId], [e].[Reasons], [e].[Shared], [e].[State], [e].[StateSince], [e].[Successful], [e].[TokenHash], [e].[Verdict], [e].[VerdictAt], [e].[VerdictBy], [e].[VerdictReason], [e].[Version], (
    SELECT TOP(1) [p0].[Code]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [e].[ProgrammeId]) AS [Code], (
    SELECT TOP(1) [p1].[Name]
    FROM [Programmes] AS [p1]
    WHERE [p1].[Id] = [e].[ProgrammeId]) AS [Name], (
    SELECT TOP(1) [o].[DueAt]
    FROM [Outbox] AS [o]
    WHERE [o].[Id] = [e].[MailId] AND [o].[DoneAt] IS NULL AND [o].[FailedAt] IS NULL) AS [MailDueAt]
FROM [EligibilityAccounts] AS [e]
WHERE 0 = 1
ORDER BY [e].[StateSince], [e].[Id]
OFFSET @p ROWS FETCH NEXT @p5 ROWS ONLY;
SELECT [p].[Id], [p].[Template], (
    SELECT TOP(1) [p0].[Settings]
    FROM [ProgrammeVersions] AS [p0]
    WHERE [p0].[WithdrawnAt] IS NULL AND [p0].[EffectiveFrom] <= @at AND NOT EXISTS (
        SELECT 1
        FROM [ProgrammeVersions] AS [p1]
        WHERE [p1].[WithdrawnAt] IS NULL AND [p1].[EffectiveFrom] <= @at AND [p1].[ProgrammeId] = [p0].[ProgrammeId] AND ([p1].[EffectiveFrom] > [p0].[EffectiveFrom] OR ([p1].[EffectiveFrom] = [p0].[EffectiveFrom] AND [p1].[Number] > [p0].[Number]))) AND [p0].[ProgrammeId] = [p].[Id]) AS [Settings]
FROM [Programmes] AS [p]
WHERE [p].[Id] = @ids1;
SELECT [p].[Id], [p].[Template], (
    SELECT TOP(1) [p0].[Settings]
    FROM [ProgrammeVersions] AS [p0]
    WHERE [p0].[WithdrawnAt] IS NULL AND [p0].[EffectiveFrom] <= @at AND NOT EXISTS (
        SELECT 1
        FROM [ProgrammeVersions] AS [p1]
        WHERE [p1].[WithdrawnAt] IS NULL AND [p1].[EffectiveFrom] <= @at AND [p1].[ProgrammeId] = [p0].[ProgrammeId] AND ([p1].[EffectiveFrom] > [p0].[EffectiveFrom] OR ([p1].[EffectiveFrom] = [p0].[EffectiveFrom] AND [p1].[Number] > [p0].[Number]))) AND [p0].[ProgrammeId] = [p].[Id]) AS [Settings]
FROM [Programmes] AS [p]
WHERE 0 = 1;
SELECT COUNT(*)
FROM [EligibilityAccounts] AS [e]
WHERE 0 = 1;
-- and ends there: InvalidOperationException

-- EligibilityQueries.OfPartnerAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = @partnerId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [p].[Email]
FROM [Partners] AS [p]
WHERE [p].[Id] = @partnerId
UNION ALL
SELECT [a].[Email]
FROM [Memberships] AS [m]
INNER JOIN [AspNetUsers] AS [a] ON [m].[UserId] = [a].[Id]
WHERE [m].[PartnerId] = @partnerId1;
SELECT [e].[Id], [e].[AcceptedAt], [e].[ContactProtected], [e].[CreatedAt], [e].[EmailHash], [e].[GroupId], [e].[InvitedAt], [e].[MailId], [e].[PartnerId], [e].[ProgrammeId], [e].[Reasons], [e].[Shared], [e].[State], [e].[StateSince], [e].[Successful], [e].[TokenHash], [e].[Verdict], [e].[VerdictAt], [e].[VerdictBy], [e].[VerdictReason], [e].[Version], [p2].[Code], [p2].[Name], [p2].[Shop], [p2].[c]
FROM [EligibilityAccounts] AS [e]
LEFT JOIN (
    SELECT [p1].[Code], [p1].[Name], [p1].[Shop], [p1].[c], [p1].[Id]
    FROM (
        SELECT [p0].[Code], [p0].[Name], (
            SELECT TOP(1) [s].[Name]
            FROM [Shops] AS [s]
            WHERE [s].[Id] = [p0].[ShopId]) AS [Shop], 1 AS [c], [p0].[Id], ROW_NUMBER() OVER(PARTITION BY [p0].[Id] ORDER BY [p0].[Id]) AS [row]
        FROM [Programmes] AS [p0]
    ) AS [p1]
    WHERE [p1].[row] <= 1
) AS [p2] ON [e].[ProgrammeId] = [p2].[Id]
WHERE 0 = 1
ORDER BY [e].[CreatedAt], [e].[Id];
SELECT [p].[Id], [p].[Template], (
    SELECT TOP(1) [p0].[Settings]
    FROM [ProgrammeVersions] AS [p0]
    WHERE [p0].[WithdrawnAt] IS NULL AND [p0].[EffectiveFrom] <= @at AND NOT EXISTS (
        SELECT 1
        FROM [ProgrammeVersions] AS [p1]
        WHERE [p1].[WithdrawnAt] IS NULL AND [p1].[EffectiveFrom] <= @at AND [p1].[ProgrammeId] = [p0].[ProgrammeId] AND ([p1].[EffectiveFrom] > [p0].[EffectiveFrom] OR ([p1].[EffectiveFrom] = [p0].[EffectiveFrom] AND [p1].[Number] > [p0].[Number]))) AND [p0].[ProgrammeId] = [p].[Id]) AS [Settings]
FROM [Programmes] AS [p]
WHERE [p].[Id] = @ids1;
SELECT [p].[Id], [p].[Template], (
    SELECT TOP(1) [p0].[Settings]
    FROM [ProgrammeVersions] AS [p0]
    WHERE [p0].[WithdrawnAt] IS NULL AND [p0].[EffectiveFrom] <= @at AND NOT EXISTS (
        SELECT 1
        FROM [ProgrammeVersions] AS [p1]
        WHERE [p1].[WithdrawnAt] IS NULL AND [p1].[EffectiveFrom] <= @at AND [p1].[ProgrammeId] = [p0].[ProgrammeId] AND ([p1].[EffectiveFrom] > [p0].[EffectiveFrom] OR ([p1].[EffectiveFrom] = [p0].[EffectiveFrom] AND [p1].[Number] > [p0].[Number]))) AND [p0].[ProgrammeId] = [p].[Id]) AS [Settings]
FROM [Programmes] AS [p]
WHERE 0 = 1;
-- and ends there: InvalidOperationException

-- EligibilityQueries.PageAsync
SELECT TOP(@p) [e].[Id], [e].[AcceptedAt], [e].[ContactProtected], [e].[CreatedAt], [e].[EmailHash], [e].[GroupId], [e].[InvitedAt], [e].[MailId], [e].[PartnerId], [e].[ProgrammeId], [e].[Reasons], [e].[Shared], [e].[State], [e].[StateSince], [e].[Successful], [e].[TokenHash], [e].[Verdict], [e].[VerdictAt], [e].[VerdictBy], [e].[VerdictReason], [e].[Version], (
    SELECT TOP(1) [p0].[Code]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [e].[ProgrammeId]) AS [Code], (
    SELECT TOP(1) [p1].[Name]
    FROM [Programmes] AS [p1]
    WHERE [p1].[Id] = [e].[ProgrammeId]) AS [Name], (
    SELECT TOP(1) [o].[DueAt]
    FROM [Outbox] AS [o]
    WHERE [o].[Id] = [e].[MailId] AND [o].[DoneAt] IS NULL AND [o].[FailedAt] IS NULL) AS [MailDueAt]
FROM [EligibilityAccounts] AS [e]
WHERE 0 = 1
ORDER BY [e].[CreatedAt] DESC, [e].[Id] DESC;
SELECT [p].[Id], [p].[Template], (
    SELECT TOP(1) [p0].[Settings]
    FROM [ProgrammeVersions] AS [p0]
    WHERE [p0].[WithdrawnAt] IS NULL AND [p0].[EffectiveFrom] <= @at AND NOT EXISTS (
        SELECT 1
        FROM [ProgrammeVersions] AS [p1]
        WHERE [p1].[WithdrawnAt] IS NULL AND [p1].[EffectiveFrom] <= @at AND [p1].[ProgrammeId] = [p0].[ProgrammeId] AND ([p1].[EffectiveFrom] > [p0].[EffectiveFrom] OR ([p1].[EffectiveFrom] = [p0].[EffectiveFrom] AND [p1].[Number] > [p0].[Number]))) AND [p0].[ProgrammeId] = [p].[Id]) AS [Settings]
FROM [Programmes] AS [p]
WHERE [p].[Id] = @ids1;
SELECT [p].[Id], [p].[Template], (
    SELECT TOP(1) [p0].[Settings]
    FROM [ProgrammeVersions] AS [p0]
    WHERE [p0].[WithdrawnAt] IS NULL AND [p0].[EffectiveFrom] <= @at AND NOT EXISTS (
        SELECT 1
        FROM [ProgrammeVersions] AS [p1]
        WHERE [p1].[WithdrawnAt] IS NULL AND [p1].[EffectiveFrom] <= @at AND [p1].[ProgrammeId] = [p0].[ProgrammeId] AND ([p1].[EffectiveFrom] > [p0].[EffectiveFrom] OR ([p1].[EffectiveFrom] = [p0].[EffectiveFrom] AND [p1].[Number] > [p0].[Number]))) AND [p0].[ProgrammeId] = [p].[Id]) AS [Settings]
FROM [Programmes] AS [p]
WHERE 0 = 1;
-- and ends there: InvalidOperationException

-- EvidenceQueries.OfDisputeAsync
SELECT [e].[Id], [e].[Bytes], [e].[CheckedAt], [e].[DisputeId], [e].[FileAt], [e].[FileAtSource], [e].[Name], [e].[Note], [e].[Number], [e].[Organisation], [e].[PartnerId], [e].[PerceptualHash], [e].[PreviewDueAt], [e].[PreviewState], [e].[PreviewTries], [e].[Sha256], [e].[ShopId], [e].[StatedAt], [e].[Type], [e].[UploadedAt], [e].[UploadedBy], [e].[UploaderId], [e].[Version]
FROM [EvidenceFiles] AS [e]
WHERE [e].[DisputeId] = @disputeId
ORDER BY [e].[Number];

-- EvidenceQueries.SimilarAsync
SELECT [e].[Id], [e].[Bytes], [e].[CheckedAt], [e].[DisputeId], [e].[FileAt], [e].[FileAtSource], [e].[Name], [e].[Note], [e].[Number], [e].[Organisation], [e].[PartnerId], [e].[PerceptualHash], [e].[PreviewDueAt], [e].[PreviewState], [e].[PreviewTries], [e].[Sha256], [e].[ShopId], [e].[StatedAt], [e].[Type], [e].[UploadedAt], [e].[UploadedBy], [e].[UploaderId], [e].[Version]
FROM [EvidenceFiles] AS [e]
WHERE [e].[DisputeId] = @disputeId;
SELECT TOP(@p) [e].[Id], [e].[Bytes], [e].[CheckedAt], [e].[DisputeId], [e].[FileAt], [e].[FileAtSource], [e].[Name], [e].[Note], [e].[Number], [e].[Organisation], [e].[PartnerId], [e].[PerceptualHash], [e].[PreviewDueAt], [e].[PreviewState], [e].[PreviewTries], [e].[Sha256], [e].[ShopId], [e].[StatedAt], [e].[Type], [e].[UploadedAt], [e].[UploadedBy], [e].[UploaderId], [e].[Version]
FROM [EvidenceFiles] AS [e]
WHERE [e].[Sha256] = @hashes1 AND [e].[DisputeId] <> @disputeId
ORDER BY [e].[UploadedAt] DESC, [e].[Id];
SELECT TOP(@p) [e].[Id], [e].[Bytes], [e].[CheckedAt], [e].[DisputeId], [e].[FileAt], [e].[FileAtSource], [e].[Name], [e].[Note], [e].[Number], [e].[Organisation], [e].[PartnerId], [e].[PerceptualHash], [e].[PreviewDueAt], [e].[PreviewState], [e].[PreviewTries], [e].[Sha256], [e].[ShopId], [e].[StatedAt], [e].[Type], [e].[UploadedAt], [e].[UploadedBy], [e].[UploaderId], [e].[Version]
FROM [EvidenceFiles] AS [e]
WHERE [e].[DisputeId] <> @disputeId AND EXISTS (
    SELECT 1
    FROM [PictureHashBands] AS [p]
    WHERE [p].[Key] IN (@keys1, @keys2, @keys3, @keys4, @keys5, @keys6, @keys7, @keys8, @keys9, @keys10, @keys11, @keys12, @keys13, @keys14, @keys15, @keys16, @keys17, @keys18, @keys19, @keys20, @keys21, @keys22, @keys23, @keys24, @keys25, @keys26, @keys27, @keys28, @keys29, @keys30, @keys31, @keys32, @keys33, @keys34, @keys35, @keys36, @keys37, @keys38, @keys39, @keys40, @keys41, @keys42, @keys43, @keys44, @keys45, @keys46, @keys47, @keys48, @keys49, @keys50, @keys51, @keys52, @keys53, @keys54, @keys55, @keys56, @keys57, @keys58, @keys59, @keys60, @keys61, @keys62, @keys63, @keys64, @keys65, @keys66, @keys67, @keys68, @keys69, @keys70) AND [p].[FileId] = [e].[Id])
ORDER BY [e].[UploadedAt] DESC, [e].[Id];

-- ExportQueries.ListAsync
SELECT [e].[Id], [e].[AskedAt], [e].[Attempts], [e].[Bytes], [e].[ClientId], [e].[ClientName], [e].[Columns], [e].[Done], [e].[ExpiresAt], [e].[FailureCode], [e].[Filter], [e].[FinishedAt], [e].[Format], [e].[Hash], [e].[IsKey], [e].[Language], [e].[LeaseId], [e].[LeasedUntil], [e].[List], [e].[PartnerId], [e].[Role], [e].[Rows], [e].[ShopId], [e].[StaffRights], [e].[State]
FROM [ExportJobs] AS [e]
WHERE [e].[ClientId] = @client AND [e].[PartnerId] = @partner AND [e].[ShopId] = @shop AND [e].[Role] IS NULL
ORDER BY [e].[AskedAt] DESC, [e].[Id] DESC
OFFSET @p ROWS FETCH NEXT @p4 ROWS ONLY;
SELECT COUNT(*)
FROM [ExportJobs] AS [e]
WHERE [e].[ClientId] = @client AND [e].[PartnerId] = @partner AND [e].[ShopId] = @shop AND [e].[Role] IS NULL;

-- ExportQueries.OneAsync
SELECT TOP(1) [e].[Id], [e].[AskedAt], [e].[Attempts], [e].[Bytes], [e].[ClientId], [e].[ClientName], [e].[Columns], [e].[Done], [e].[ExpiresAt], [e].[FailureCode], [e].[Filter], [e].[FinishedAt], [e].[Format], [e].[Hash], [e].[IsKey], [e].[Language], [e].[LeaseId], [e].[LeasedUntil], [e].[List], [e].[PartnerId], [e].[Role], [e].[Rows], [e].[ShopId], [e].[StaffRights], [e].[State]
FROM [ExportJobs] AS [e]
WHERE [e].[ClientId] = @client AND [e].[PartnerId] = @partner AND [e].[ShopId] = @shop AND [e].[Role] IS NULL AND [e].[Id] = @id;

-- FinanceWorkQueries.WorkAsync
SELECT [w].[Month], COUNT(*), COALESCE(SUM([w].[Amount]), CAST(0 AS bigint))
FROM [Withdrawals] AS [w]
WHERE [w].[Holder] = N'Partner' AND [w].[State] = N'Requested' AND [w].[Month] < @Month
GROUP BY [w].[Month]
ORDER BY [w].[Month];
SELECT [p].[Id], [p].[ApprovedAt], [p].[ApprovedBy], [p].[EndedAt], [p].[MadeAt], [p].[MadeBy], [p].[MadeById], [p].[Month], [p].[Number], [p].[State], [p].[Version], [p].[Week], (
    SELECT COUNT(*)
    FROM [PayoutLines] AS [p0]
    WHERE [p0].[BatchId] = [p].[Id] AND [p0].[State] = N'Included') AS [Count], (
    SELECT COALESCE(SUM([p1].[Amount] - [p1].[Tax]), CAST(0 AS bigint))
    FROM [PayoutLines] AS [p1]
    WHERE [p1].[BatchId] = [p].[Id] AND [p1].[State] = N'Included') AS [Amount], CASE
    WHEN EXISTS (
        SELECT 1
        FROM [PayoutLines] AS [p2]
        WHERE [p2].[BatchId] = [p].[Id] AND [p2].[State] = N'Included' AND [p2].[HolderId] IN (
            SELECT [m].[OrganisationId]
            FROM [Memberships] AS [m]
            WHERE [m].[UserId] = @actor_RootId AND ([m].[Role] IN (N'Partner', N'ShopOwner') OR ([m].[Role] = N'ShopStaff' AND [m].[OfferedAs] IS NULL))
        )) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END AS [PaysReader]
FROM [PayoutBatches] AS [p]
WHERE [p].[State] IN (N'Made', N'Approved');
SELECT TOP(2) COUNT(*) AS [Count], COALESCE(SUM(COALESCE([r0].[Amount], CAST(0 AS bigint))), CAST(0 AS bigint)) AS [Amount], MIN([r0].[At]) AS [Since]
FROM (
    SELECT [r].[Amount], [r].[At], 1 AS [Key]
    FROM [ReconciliationExceptions] AS [r]
    WHERE [r].[SettledAt] IS NULL
) AS [r0]
GROUP BY [r0].[Key];
SELECT TOP(2) COUNT(*) AS [Count], COALESCE(SUM(ABS([a0].[Gross])), CAST(0 AS bigint)) AS [Amount], MIN([a0].[ProposedAt]) AS [Since]
FROM (
    SELECT [a].[Gross], [a].[ProposedAt], 1 AS [Key]
    FROM [Adjustments] AS [a]
    WHERE [a].[State] = N'Proposed'
) AS [a0]
GROUP BY [a0].[Key];
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Adjustments] AS [a]
        WHERE [a].[State] = N'Proposed' AND [a].[ProposedById] <> @RootId AND [a].[PartnerId] NOT IN (
            SELECT [m].[OrganisationId]
            FROM [Memberships] AS [m]
            WHERE [m].[UserId] = @actor_RootId AND ([m].[Role] IN (N'Partner', N'ShopOwner') OR ([m].[Role] = N'ShopStaff' AND [m].[OfferedAs] IS NULL))
        )) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT TOP(2) [l].[ClosedThrough]
FROM [LedgerPeriods] AS [l];
SELECT [j0].[Month]
FROM (
    SELECT DISTINCT [j].[Month]
    FROM [JournalEntries] AS [j]
    WHERE [j].[Month] > @closed AND [j].[Month] < @month
) AS [j0]
ORDER BY [j0].[Month];
SELECT [j].[TaxMonth] AS [Key], COALESCE(SUM([j].[TaxWithheld]), CAST(0 AS bigint)) AS [Tax], COUNT(DISTINCT ([j].[HolderId])) AS [Partners]
FROM [JournalEntries] AS [j]
WHERE [j].[TaxMonth] > @closed AND [j].[TaxMonth] < @month
GROUP BY [j].[TaxMonth];
SELECT [u].[Month] AS [Key], COALESCE(SUM([j].[TaxWithheld]), CAST(0 AS bigint)) AS [Tax], COUNT(DISTINCT ([u].[PartnerId])) AS [Partners]
FROM [UnsettledMonths] AS [u]
INNER JOIN [JournalEntries] AS [j] ON [u].[Month] = [j].[TaxMonth] AND [u].[PartnerId] = [j].[HolderId]
GROUP BY [u].[Month];
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [PayoutBatches] AS [p]
        WHERE [p].[Week] = @week AND [p].[State] <> N'Discarded') THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT TOP(2) COUNT(*) AS [Count], COALESCE(SUM(([i0].[Amount] - [i0].[Paid]) - [i0].[SetOff]), CAST(0 AS bigint)) AS [Amount], MIN([i0].[DueOn]) AS [Since]
FROM (
    SELECT [i].[Amount], [i].[DueOn], [i].[Paid], [i].[SetOff], 1 AS [Key]
    FROM [Invoices] AS [i]
    WHERE [i].[DueOn] < @today AND [i].[Amount] > [i].[Paid] + [i].[SetOff]
) AS [i0]
GROUP BY [i0].[Key];
SELECT TOP(1) [l].[Findings]
FROM [LedgerAudits] AS [l]
ORDER BY [l].[EndedAt] DESC;

-- FlowQueries.ByMonthAsync
SELECT [j].[Month], -COALESCE(SUM([j].[Earned]), CAST(0 AS bigint)), COALESCE(SUM([j].[PaidOut]), CAST(0 AS bigint)), COALESCE(SUM([j].[TaxRemitted]), CAST(0 AS bigint))
FROM [JournalEntries] AS [j]
WHERE [j].[Month] >= @first
GROUP BY [j].[Month];

-- IdentityQueries.CountsAsync
SELECT [i].[State] AS [Key], COUNT(*) AS [Count]
FROM [IdentityRequests] AS [i]
WHERE [i].[SearchText] LIKE @text_contains ESCAPE N'\'
GROUP BY [i].[State];

-- IdentityQueries.ListAsync
SELECT [i0].[Id], [i0].[PartnerId], [i0].[FullName], [p].[Name], [i0].[Try], [i0].[SubmittedAt], [i0].[State], [i0].[DecidedAt], [i0].[DecidedBy]
FROM (
    SELECT [i].[Id], [i].[DecidedAt], [i].[DecidedBy], [i].[FullName], [i].[PartnerId], [i].[State], [i].[SubmittedAt], [i].[Try]
    FROM [IdentityRequests] AS [i]
    WHERE [i].[SearchText] LIKE @text_contains ESCAPE N'\' AND [i].[State] = @state
    ORDER BY [i].[SubmittedAt], [i].[Id]
    OFFSET @p ROWS FETCH NEXT @p3 ROWS ONLY
) AS [i0]
INNER JOIN [Partners] AS [p] ON [i0].[PartnerId] = [p].[Id]
ORDER BY [i0].[SubmittedAt], [i0].[Id];
SELECT COUNT(*)
FROM [IdentityRequests] AS [i]
WHERE [i].[SearchText] LIKE @text_contains ESCAPE N'\' AND [i].[State] = @state;

-- IdentityQueries.MineAsync
SELECT TOP(1) [i].[Id], [i].[AgreementVersion], [i].[Back], [i].[BirthYear], [i].[ConsentedAt], [i].[DecidedAt], [i].[DecidedBy], [i].[Front], [i].[FullName], [i].[NumberEnd], [i].[NumberHash], [i].[NumberProtected], [i].[PartnerId], [i].[Reason], [i].[SearchText], [i].[State], [i].[SubmittedAt], [i].[Try]
FROM [IdentityRequests] AS [i]
WHERE [i].[PartnerId] = @partnerId
ORDER BY [i].[Try] DESC;

-- IdentityQueries.ReviewAsync
SELECT TOP(2) [i].[Id], [i].[AgreementVersion], [i].[Back], [i].[BirthYear], [i].[ConsentedAt], [i].[DecidedAt], [i].[DecidedBy], [i].[Front], [i].[FullName], [i].[NumberEnd], [i].[NumberHash], [i].[NumberProtected], [i].[PartnerId], [i].[Reason], [i].[SearchText], [i].[State], [i].[SubmittedAt], [i].[Try]
FROM [IdentityRequests] AS [i]
WHERE [i].[Id] = @id;
SELECT TOP(2) [p].[Id], [p].[AgreementSignedAt], [p].[AsksForWithholding], [p].[CreatedAt], [p].[Email], [p].[EmailHash], [p].[Identity], [p].[IdentityDecidedAt], [p].[IdentityReason], [p].[Name], [p].[NameSearch], [p].[PayeeType], [p].[Phone], [p].[PhoneHash], [p].[PickupPoint], [p].[ReferralCode], [p].[TaxCommitmentFrom], [p].[TaxCommitmentUntil], [p].[Version]
FROM [Partners] AS [p]
WHERE [p].[Id] = @request_PartnerId;
SELECT TOP(@p) [s].[c]
FROM (
    SELECT DISTINCT [p].[Name] + N' (' + [p].[Email] + N')' AS [c]
    FROM [IdentityRequests] AS [i]
    INNER JOIN [Partners] AS [p] ON [i].[PartnerId] = [p].[Id]
    WHERE [i].[NumberHash] = @request_NumberHash AND [i].[PartnerId] <> @request_PartnerId
) AS [s]
ORDER BY [s].[c];
-- and ends there: CryptographicException

-- ImportQueries.ExportProblemsAsync
SELECT [i].[ImportId], [i].[Number], [i].[Code], [i].[Column], [i].[Facts], [i].[Heading], [i].[IsRefusal], [i].[OrderId], [i].[Row]
FROM [ImportProblems] AS [i]
WHERE [i].[ImportId] = @id AND EXISTS (
    SELECT 1
    FROM [OrderImports] AS [o]
    WHERE [o].[Id] = @id)
ORDER BY [i].[Number];
-- and ends there: JsonException

-- ImportQueries.ListAsync
SELECT COUNT(*)
FROM [OrderImports] AS [o]
WHERE [o].[State] <> N'Discarded';
SELECT [o].[Id], [o].[FileName], [o].[UploadedBy], [o].[UploadedAt], [o].[State], [o].[Bytes], [o].[BytesRead], [o].[Rows], [o].[NewOrders], [o].[KnownOrders], [o].[BadOrders], [o].[Amended], [o].[Events], [o].[Returns], [o].[ReturnedAmount], [o].[StartedAt], [o].[FinishedAt]
FROM [OrderImports] AS [o]
WHERE [o].[State] <> N'Discarded'
ORDER BY [o].[UploadedAt] DESC
OFFSET @p ROWS FETCH NEXT @p1 ROWS ONLY;

-- ImportQueries.OneAsync
SELECT TOP(2) [o].[Id], [o].[Amended], [o].[Amends], [o].[BadOrders], [o].[Bytes], [o].[BytesRead], [o].[Delimiter], [o].[Events], [o].[FailureCode], [o].[FileHash], [o].[FileName], [o].[FinishedAt], [o].[Headings], [o].[KnownOrders], [o].[LeaseId], [o].[LeasedUntil], [o].[Mapping], [o].[NewOrders], [o].[ReturnedAmount], [o].[Returns], [o].[Rows], [o].[SeparatorLine], [o].[ShopId], [o].[StartedAt], [o].[State], [o].[UploadedAt], [o].[UploadedBy], [o].[UploadedById]
FROM [OrderImports] AS [o]
WHERE [o].[Id] = @id;
SELECT COUNT(*)
FROM [ImportProblems] AS [i]
WHERE [i].[ImportId] = @id;
SELECT MAX([o].[FinishedAt])
FROM [OrderImports] AS [o]
WHERE [o].[ShopId] = @import_ShopId AND [o].[Id] <> @id AND [o].[State] = N'Done' AND [o].[FileHash] = @import_FileHash;
-- and ends there: JsonException

-- ImportQueries.ProblemsAsync
SELECT [i].[ImportId], [i].[Number], [i].[Code], [i].[Column], [i].[Facts], [i].[Heading], [i].[IsRefusal], [i].[OrderId], [i].[Row]
FROM [ImportProblems] AS [i]
WHERE [i].[ImportId] = @id AND EXISTS (
    SELECT 1
    FROM [OrderImports] AS [o]
    WHERE [o].[Id] = @id)
ORDER BY [i].[Number]
OFFSET @p ROWS FETCH NEXT @p3 ROWS ONLY;
-- and ends there: JsonException

-- ImportQueries.SampleAsync
SELECT TOP(2) [o].[Id], [o].[Amended], [o].[Amends], [o].[BadOrders], [o].[Bytes], [o].[BytesRead], [o].[Delimiter], [o].[Events], [o].[FailureCode], [o].[FileHash], [o].[FileName], [o].[FinishedAt], [o].[Headings], [o].[KnownOrders], [o].[LeaseId], [o].[LeasedUntil], [o].[Mapping], [o].[NewOrders], [o].[ReturnedAmount], [o].[Returns], [o].[Rows], [o].[SeparatorLine], [o].[ShopId], [o].[StartedAt], [o].[State], [o].[UploadedAt], [o].[UploadedBy], [o].[UploadedById]
FROM [OrderImports] AS [o]
WHERE [o].[Id] = @id;
-- and ends there: JsonException

-- InvoiceQueries.GetAsync
SELECT [i].[Id], [i].[Amount], [i].[DueOn], [i].[IssuedAt], [i].[Month], [i].[Number], [i].[Paid], [i].[Sequence], [i].[SetOff], [i].[ShopId], [i].[Version], [i].[Year], (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [i].[ShopId]) AS [Shop]
FROM [Invoices] AS [i]
WHERE [i].[Id] = @invoiceId;
SELECT [i].[InvoiceId], [w].[Id], [w].[Number], [w].[Week], [i].[Amount]
FROM [InvoiceParts] AS [i]
INNER JOIN [WeeklyStatements] AS [w] ON [i].[StatementId] = [w].[Id]
WHERE [i].[InvoiceId] = @ids1;
SELECT [i].[Id], [i].[Amount], [i].[InvoiceId], [i].[PaidOn], [i].[RecordedAt], [i].[RecordedBy], [i].[Reference]
FROM [InvoicePayments] AS [i]
WHERE [i].[InvoiceId] = @ids1
ORDER BY [i].[RecordedAt], [i].[Id];
SELECT [i].[InvoiceId], [w].[Id], [w].[Number], [w].[Week], [i].[Amount]
FROM [InvoiceParts] AS [i]
INNER JOIN [WeeklyStatements] AS [w] ON [i].[StatementId] = [w].[Id]
WHERE 0 = 1;
SELECT [i].[Id], [i].[Amount], [i].[InvoiceId], [i].[PaidOn], [i].[RecordedAt], [i].[RecordedBy], [i].[Reference]
FROM [InvoicePayments] AS [i]
WHERE 0 = 1
ORDER BY [i].[RecordedAt], [i].[Id];

-- InvoiceQueries.ListAsync
SELECT [i].[Id], [i].[Amount], [i].[DueOn], [i].[IssuedAt], [i].[Month], [i].[Number], [i].[Paid], [i].[Sequence], [i].[SetOff], [i].[ShopId], [i].[Version], [i].[Year], (
    SELECT TOP(1) [s0].[Name]
    FROM [Shops] AS [s0]
    WHERE [s0].[Id] = [i].[ShopId]) AS [Shop]
FROM [Invoices] AS [i]
WHERE [i].[ShopId] = @shop AND [i].[Paid] + [i].[SetOff] = CAST(0 AS bigint) AND [i].[Month] = @month AND ([i].[Number] LIKE @number_contains ESCAPE N'\' OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [i].[ShopId] AND [s].[NameSearch] LIKE @search_contains ESCAPE N'\'))
ORDER BY [i].[IssuedAt] DESC, [i].[Id] DESC
OFFSET @p ROWS FETCH NEXT @p6 ROWS ONLY;
SELECT [i].[InvoiceId], [w].[Id], [w].[Number], [w].[Week], [i].[Amount]
FROM [InvoiceParts] AS [i]
INNER JOIN [WeeklyStatements] AS [w] ON [i].[StatementId] = [w].[Id]
WHERE [i].[InvoiceId] = @ids1;
SELECT [i].[Id], [i].[Amount], [i].[InvoiceId], [i].[PaidOn], [i].[RecordedAt], [i].[RecordedBy], [i].[Reference]
FROM [InvoicePayments] AS [i]
WHERE [i].[InvoiceId] = @ids1
ORDER BY [i].[RecordedAt], [i].[Id];
SELECT COUNT(*)
FROM [Invoices] AS [i]
WHERE [i].[ShopId] = @shop AND [i].[Paid] + [i].[SetOff] = CAST(0 AS bigint) AND [i].[Month] = @month AND ([i].[Number] LIKE @number_contains ESCAPE N'\' OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [i].[ShopId] AND [s].[NameSearch] LIKE @search_contains ESCAPE N'\'));
SELECT [i].[InvoiceId], [w].[Id], [w].[Number], [w].[Week], [i].[Amount]
FROM [InvoiceParts] AS [i]
INNER JOIN [WeeklyStatements] AS [w] ON [i].[StatementId] = [w].[Id]
WHERE 0 = 1;
SELECT [i].[Id], [i].[Amount], [i].[InvoiceId], [i].[PaidOn], [i].[RecordedAt], [i].[RecordedBy], [i].[Reference]
FROM [InvoicePayments] AS [i]
WHERE 0 = 1
ORDER BY [i].[RecordedAt], [i].[Id];

-- InvoiceQueries.OfShopAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = @shopId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT TOP(@p) [i].[Id], [i].[Amount], [i].[DueOn], [i].[IssuedAt], [i].[Month], [i].[Number], [i].[Paid], [i].[Sequence], [i].[SetOff], [i].[ShopId], [i].[Version], [i].[Year], (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [i].[ShopId]) AS [Shop]
FROM [Invoices] AS [i]
WHERE [i].[ShopId] = @shopId AND ([i].[IssuedAt] < @after_At OR ([i].[IssuedAt] = @after_At AND [i].[Id] < @after_Id))
ORDER BY [i].[IssuedAt] DESC, [i].[Id] DESC;
SELECT [i].[InvoiceId], [w].[Id], [w].[Number], [w].[Week], [i].[Amount]
FROM [InvoiceParts] AS [i]
INNER JOIN [WeeklyStatements] AS [w] ON [i].[StatementId] = [w].[Id]
WHERE [i].[InvoiceId] = @ids1;
SELECT [i].[Id], [i].[Amount], [i].[InvoiceId], [i].[PaidOn], [i].[RecordedAt], [i].[RecordedBy], [i].[Reference]
FROM [InvoicePayments] AS [i]
WHERE [i].[InvoiceId] = @ids1
ORDER BY [i].[RecordedAt], [i].[Id];
SELECT [i].[InvoiceId], [w].[Id], [w].[Number], [w].[Week], [i].[Amount]
FROM [InvoiceParts] AS [i]
INNER JOIN [WeeklyStatements] AS [w] ON [i].[StatementId] = [w].[Id]
WHERE 0 = 1;
SELECT [i].[Id], [i].[Amount], [i].[InvoiceId], [i].[PaidOn], [i].[RecordedAt], [i].[RecordedBy], [i].[Reference]
FROM [InvoicePayments] AS [i]
WHERE 0 = 1
ORDER BY [i].[RecordedAt], [i].[Id];

-- InvoiceQueries.SumAsync
SELECT TOP(2) COUNT(*), COALESCE(SUM([i0].[Amount]), CAST(0 AS bigint)), COALESCE(SUM([i0].[Paid]), CAST(0 AS bigint)), COALESCE(SUM(CASE
    WHEN [i0].[Amount] > [i0].[Paid] + [i0].[SetOff] THEN ([i0].[Amount] - [i0].[Paid]) - [i0].[SetOff]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint))
FROM (
    SELECT [i].[Amount], [i].[Paid], [i].[SetOff], 1 AS [Key]
    FROM [Invoices] AS [i]
    WHERE [i].[ShopId] = @shop AND [i].[Paid] + [i].[SetOff] = CAST(0 AS bigint) AND [i].[Month] = @month AND ([i].[Number] LIKE @number_contains ESCAPE N'\' OR EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [i].[ShopId] AND [s].[NameSearch] LIKE @search_contains ESCAPE N'\'))
) AS [i0]
GROUP BY [i0].[Key];

-- LedgerQueries.AdjustmentsAsync
SELECT [a].[Id], [a].[PartnerId], (
    SELECT TOP(1) [p].[Name]
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [a].[PartnerId]), [a].[Gross], [a].[Reason], [a].[State], [a].[ProposedById], [a].[ProposedBy], [a].[ProposedAt], [a].[DecidedBy], [a].[DecidedAt], [a].[DecisionReason]
FROM [Adjustments] AS [a]
WHERE [a].[State] = @only
ORDER BY CASE
    WHEN [a].[State] = N'Proposed' THEN 0
    ELSE 1
END, [a].[ProposedAt] DESC, [a].[Id] DESC
OFFSET @p ROWS FETCH NEXT @p2 ROWS ONLY;
SELECT COUNT(*)
FROM [Adjustments] AS [a]
WHERE [a].[State] = @only;

-- LedgerQueries.AdjustmentSumsAsync
SELECT TOP(2) COALESCE(SUM(CASE
    WHEN [a0].[Gross] > CAST(0 AS bigint) THEN [a0].[Gross]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [In], COALESCE(SUM(CASE
    WHEN [a0].[Gross] < CAST(0 AS bigint) THEN [a0].[Gross]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Out]
FROM (
    SELECT [a].[Gross], 1 AS [Key]
    FROM [Adjustments] AS [a]
    WHERE [a].[State] = @state
) AS [a0]
GROUP BY [a0].[Key];

-- LedgerQueries.BalanceAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = @partnerId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT TOP(2) [l].[HolderId], [l].[Available], [l].[AvailablePreTax], [l].[Earned], [l].[Held], [l].[Holder], [l].[Invoiced], [l].[PaidOut], [l].[Promoted], [l].[Received], [l].[Reserved], [l].[Surcharged], [l].[TaxRemitted], [l].[TaxWithheld]
FROM [LedgerBalances] AS [l]
WHERE [l].[HolderId] = @partnerId;
SELECT TOP(2) COALESCE(SUM([r0].[Net]), CAST(0 AS bigint)) AS [Net], COALESCE(SUM([r0].[Gross]), CAST(0 AS bigint)) AS [Gross]
FROM (
    SELECT [r].[Gross], [r].[Net], 1 AS [Key]
    FROM [Rewards] AS [r]
    WHERE [r].[PartnerId] = @partnerId AND [r].[IsReplaced] = CAST(0 AS bit) AND [r].[State] = N'Pending'
) AS [r0]
GROUP BY [r0].[Key];

-- LedgerQueries.CountAsync
SELECT COUNT_BIG(*)
FROM [JournalEntries] AS [j]
WHERE [j].[HolderId] = @partner AND [j].[Holder] = @kind AND [j].[Reason] = @reason AND [j].[Available] + [j].[AvailablePreTax] <> CAST(0 AS bigint) AND [j].[Month] = @month AND [j].[RecordedAt] >= @period_Start AND [j].[RecordedAt] < @period_End AND (EXISTS (
    SELECT 1
    FROM [Orders] AS [o]
    WHERE [o].[Id] = [j].[OrderId] AND [o].[SearchText] LIKE @search_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Withdrawals] AS [w]
    WHERE [w].[Id] = [j].[WithdrawalId] AND [w].[Reference] LIKE @reference_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [j].[HolderId] AND [p].[NameSearch] LIKE @search_contains0 ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [j].[HolderId] AND [s].[NameSearch] LIKE @search_contains0 ESCAPE N'\'));

-- LedgerQueries.EntriesAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = @partnerId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [j0].[Id], [j0].[Available], [j0].[AvailablePreTax], [j0].[Basis], [j0].[Block], [j0].[By], [j0].[CorrectsId], [j0].[DisputeId], [j0].[Earned], [j0].[FactMonth], [j0].[Hash], [j0].[Held], [j0].[Holder], [j0].[HolderId], [j0].[InvoiceId], [j0].[Invoiced], [j0].[Key], [j0].[Month], [j0].[Note], [j0].[OccurredAt], [j0].[OrderId], [j0].[PaidOut], [j0].[Promoted], [j0].[Reason], [j0].[Received], [j0].[RecordedAt], [j0].[Reserved], [j0].[RewardId], [j0].[SurchargeId], [j0].[Surcharged], [j0].[TaxMonth], [j0].[TaxRemitted], [j0].[TaxWithheld], [j0].[WithdrawalId], [j0].[c], [j0].[c0], [j0].[c1], [j0].[c2], [j0].[c3], [j0].[c4], [j0].[c5], [j0].[c6], [s4].[Id], [s4].[Number], [s4].[c]
FROM (
    SELECT TOP(@p) [j].[Id], [j].[Available], [j].[AvailablePreTax], [j].[Basis], [j].[Block], [j].[By], [j].[CorrectsId], [j].[DisputeId], [j].[Earned], [j].[FactMonth], [j].[Hash], [j].[Held], [j].[Holder], [j].[HolderId], [j].[InvoiceId], [j].[Invoiced], [j].[Key], [j].[Month], [j].[Note], [j].[OccurredAt], [j].[OrderId], [j].[PaidOut], [j].[Promoted], [j].[Reason], [j].[Received], [j].[RecordedAt], [j].[Reserved], [j].[RewardId], [j].[SurchargeId], [j].[Surcharged], [j].[TaxMonth], [j].[TaxRemitted], [j].[TaxWithheld], [j].[WithdrawalId], COALESCE((
        SELECT TOP(1) [p].[Name]
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [j].[HolderId]), (
        SELECT TOP(1) [s].[Name]
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [j].[HolderId]), N'') AS [c], (
        SELECT TOP(1) [o].[ExternalId]
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [j].[OrderId]) AS [c0], CASE
        WHEN NOT EXISTS (
            SELECT 1
            FROM [Orders] AS [o0]
            WHERE [o0].[Id] = [j].[OrderId]) THEN NULL
        ELSE (
            SELECT TOP(1) [s0].[Name]
            FROM [Shops] AS [s0]
            WHERE [s0].[Id] = (
                SELECT TOP(1) [o1].[ShopId]
                FROM [Orders] AS [o1]
                WHERE [o1].[Id] = [j].[OrderId]))
    END AS [c1], COALESCE((
        SELECT TOP(1) (
            SELECT TOP(1) [p0].[Name]
            FROM [Programmes] AS [p0]
            WHERE [p0].[Id] = [r].[ProgrammeId])
        FROM [Rewards] AS [r]
        WHERE [r].[Id] = [j].[RewardId]), (
        SELECT TOP(1) (
            SELECT TOP(1) [p1].[Name]
            FROM [Programmes] AS [p1]
            WHERE [p1].[Id] = [s1].[ProgrammeId])
        FROM [Surcharges] AS [s1]
        WHERE [s1].[Id] = [j].[SurchargeId])) AS [c2], COALESCE((
        SELECT TOP(1) [r0].[DisputeNumber]
        FROM [Rulings] AS [r0]
        WHERE [r0].[DisputeId] = [j].[DisputeId]), (
        SELECT TOP(1) [d].[DisputeNumber]
        FROM [DisputeStakes] AS [d]
        WHERE [d].[DisputeId] = [j].[DisputeId])) AS [c3], (
        SELECT TOP(1) [w].[Reference]
        FROM [Withdrawals] AS [w]
        WHERE [w].[Id] = [j].[WithdrawalId]) AS [c4], (
        SELECT TOP(1) (
            SELECT TOP(1) [p2].[Number]
            FROM [PayoutBatches] AS [p2]
            WHERE [p2].[Id] = [w0].[BatchId])
        FROM [Withdrawals] AS [w0]
        WHERE [w0].[Id] = [j].[WithdrawalId]) AS [c5], (
        SELECT TOP(1) [i].[Number]
        FROM [Invoices] AS [i]
        WHERE [i].[Id] = [j].[InvoiceId]) AS [c6]
    FROM [JournalEntries] AS [j]
    WHERE [j].[HolderId] = @holderId AND ([j].[RecordedAt] < @after_At OR ([j].[RecordedAt] = @after_At AND [j].[Id] < @after_Id))
    ORDER BY [j].[RecordedAt] DESC, [j].[Id] DESC
) AS [j0]
LEFT JOIN (
    SELECT [s3].[Id], [s3].[Number], [s3].[c], [s3].[EntryId]
    FROM (
        SELECT [w1].[Id], [w1].[Number], 1 AS [c], [s2].[EntryId], ROW_NUMBER() OVER(PARTITION BY [s2].[EntryId] ORDER BY [s2].[EntryId], [w1].[Id]) AS [row]
        FROM [StatementLines] AS [s2]
        INNER JOIN [WeeklyStatements] AS [w1] ON [s2].[StatementId] = [w1].[Id]
    ) AS [s3]
    WHERE [s3].[row] <= 1
) AS [s4] ON [j0].[Id] = [s4].[EntryId]
ORDER BY [j0].[RecordedAt] DESC, [j0].[Id] DESC;

-- LedgerQueries.ExportAsync
SELECT [j].[Id], [j].[Available], [j].[AvailablePreTax], [j].[Basis], [j].[Block], [j].[By], [j].[CorrectsId], [j].[DisputeId], [j].[Earned], [j].[FactMonth], [j].[Hash], [j].[Held], [j].[Holder], [j].[HolderId], [j].[InvoiceId], [j].[Invoiced], [j].[Key], [j].[Month], [j].[Note], [j].[OccurredAt], [j].[OrderId], [j].[PaidOut], [j].[Promoted], [j].[Reason], [j].[Received], [j].[RecordedAt], [j].[Reserved], [j].[RewardId], [j].[SurchargeId], [j].[Surcharged], [j].[TaxMonth], [j].[TaxRemitted], [j].[TaxWithheld], [j].[WithdrawalId], COALESCE((
    SELECT TOP(1) [p0].[Name]
    FROM [Partners] AS [p0]
    WHERE [p0].[Id] = [j].[HolderId]), (
    SELECT TOP(1) [s0].[Name]
    FROM [Shops] AS [s0]
    WHERE [s0].[Id] = [j].[HolderId]), N''), (
    SELECT TOP(1) [o0].[ExternalId]
    FROM [Orders] AS [o0]
    WHERE [o0].[Id] = [j].[OrderId]), CASE
    WHEN NOT EXISTS (
        SELECT 1
        FROM [Orders] AS [o1]
        WHERE [o1].[Id] = [j].[OrderId]) THEN NULL
    ELSE (
        SELECT TOP(1) [s1].[Name]
        FROM [Shops] AS [s1]
        WHERE [s1].[Id] = (
            SELECT TOP(1) [o2].[ShopId]
            FROM [Orders] AS [o2]
            WHERE [o2].[Id] = [j].[OrderId]))
END, COALESCE((
    SELECT TOP(1) (
        SELECT TOP(1) [p1].[Name]
        FROM [Programmes] AS [p1]
        WHERE [p1].[Id] = [r].[ProgrammeId])
    FROM [Rewards] AS [r]
    WHERE [r].[Id] = [j].[RewardId]), (
    SELECT TOP(1) (
        SELECT TOP(1) [p2].[Name]
        FROM [Programmes] AS [p2]
        WHERE [p2].[Id] = [s2].[ProgrammeId])
    FROM [Surcharges] AS [s2]
    WHERE [s2].[Id] = [j].[SurchargeId])), COALESCE((
    SELECT TOP(1) [r0].[DisputeNumber]
    FROM [Rulings] AS [r0]
    WHERE [r0].[DisputeId] = [j].[DisputeId]), (
    SELECT TOP(1) [d].[DisputeNumber]
    FROM [DisputeStakes] AS [d]
    WHERE [d].[DisputeId] = [j].[DisputeId])), (
    SELECT TOP(1) [w0].[Reference]
    FROM [Withdrawals] AS [w0]
    WHERE [w0].[Id] = [j].[WithdrawalId]), (
    SELECT TOP(1) (
        SELECT TOP(1) [p3].[Number]
        FROM [PayoutBatches] AS [p3]
        WHERE [p3].[Id] = [w1].[BatchId])
    FROM [Withdrawals] AS [w1]
    WHERE [w1].[Id] = [j].[WithdrawalId]), (
    SELECT TOP(1) [i].[Number]
    FROM [Invoices] AS [i]
    WHERE [i].[Id] = [j].[InvoiceId]), [s5].[Id], [s5].[Number], [s5].[c]
FROM [JournalEntries] AS [j]
LEFT JOIN (
    SELECT [s4].[Id], [s4].[Number], [s4].[c], [s4].[EntryId]
    FROM (
        SELECT [w2].[Id], [w2].[Number], 1 AS [c], [s3].[EntryId], ROW_NUMBER() OVER(PARTITION BY [s3].[EntryId] ORDER BY [s3].[EntryId], [w2].[Id]) AS [row]
        FROM [StatementLines] AS [s3]
        INNER JOIN [WeeklyStatements] AS [w2] ON [s3].[StatementId] = [w2].[Id]
    ) AS [s4]
    WHERE [s4].[row] <= 1
) AS [s5] ON [j].[Id] = [s5].[EntryId]
WHERE [j].[HolderId] = @partner AND [j].[Holder] = @kind AND [j].[Reason] = @reason AND [j].[Available] + [j].[AvailablePreTax] <> CAST(0 AS bigint) AND [j].[Month] = @month AND [j].[RecordedAt] >= @period_Start AND [j].[RecordedAt] < @period_End AND (EXISTS (
    SELECT 1
    FROM [Orders] AS [o]
    WHERE [o].[Id] = [j].[OrderId] AND [o].[SearchText] LIKE @search_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Withdrawals] AS [w]
    WHERE [w].[Id] = [j].[WithdrawalId] AND [w].[Reference] LIKE @reference_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [j].[HolderId] AND [p].[NameSearch] LIKE @search_contains0 ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [j].[HolderId] AND [s].[NameSearch] LIKE @search_contains0 ESCAPE N'\'))
ORDER BY [j].[RecordedAt] DESC, [j].[Id] DESC;

-- LedgerQueries.InAndOutAsync
SELECT TOP(2) COALESCE(SUM(CASE
    WHEN [j0].[Available] + [j0].[AvailablePreTax] > CAST(0 AS bigint) THEN [j0].[Available] + [j0].[AvailablePreTax]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [In], COALESCE(SUM(CASE
    WHEN [j0].[Available] + [j0].[AvailablePreTax] < CAST(0 AS bigint) THEN [j0].[Available] + [j0].[AvailablePreTax]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Out]
FROM (
    SELECT [j].[Available], [j].[AvailablePreTax], 1 AS [Key0]
    FROM [JournalEntries] AS [j]
    WHERE [j].[HolderId] = @partner AND [j].[Holder] = @kind AND [j].[Reason] = @reason AND [j].[Available] + [j].[AvailablePreTax] <> CAST(0 AS bigint) AND [j].[Month] = @month AND [j].[RecordedAt] >= @period_Start AND [j].[RecordedAt] < @period_End AND (EXISTS (
        SELECT 1
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [j].[OrderId] AND [o].[SearchText] LIKE @search_contains ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Withdrawals] AS [w]
        WHERE [w].[Id] = [j].[WithdrawalId] AND [w].[Reference] LIKE @reference_contains ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [j].[HolderId] AND [p].[NameSearch] LIKE @search_contains0 ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [j].[HolderId] AND [s].[NameSearch] LIKE @search_contains0 ESCAPE N'\'))
) AS [j0]
GROUP BY [j0].[Key0];

-- LedgerQueries.LastAuditAsync
SELECT TOP(1) [l].[Id], [l].[Blocks], [l].[EndedAt], [l].[Entries], [l].[Findings], [l].[Head], [l].[StartedAt]
FROM [LedgerAudits] AS [l]
ORDER BY [l].[EndedAt] DESC;
SELECT TOP(@p) [l].[Kind], [l].[Subject]
FROM [LedgerAuditFindings] AS [l]
WHERE [l].[AuditId] = @audit_Id
ORDER BY [l].[Id];

-- LedgerQueries.ListAsync
SELECT COUNT(*)
FROM [JournalEntries] AS [j]
WHERE [j].[HolderId] = @partner AND [j].[Holder] = @kind AND [j].[Reason] = @reason AND [j].[Available] + [j].[AvailablePreTax] <> CAST(0 AS bigint) AND [j].[Month] = @month AND [j].[RecordedAt] >= @period_Start AND [j].[RecordedAt] < @period_End AND (EXISTS (
    SELECT 1
    FROM [Orders] AS [o]
    WHERE [o].[Id] = [j].[OrderId] AND [o].[SearchText] LIKE @search_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Withdrawals] AS [w]
    WHERE [w].[Id] = [j].[WithdrawalId] AND [w].[Reference] LIKE @reference_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [j].[HolderId] AND [p].[NameSearch] LIKE @search_contains0 ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [j].[HolderId] AND [s].[NameSearch] LIKE @search_contains0 ESCAPE N'\'));
SELECT [j0].[Id], [j0].[Available], [j0].[AvailablePreTax], [j0].[Basis], [j0].[Block], [j0].[By], [j0].[CorrectsId], [j0].[DisputeId], [j0].[Earned], [j0].[FactMonth], [j0].[Hash], [j0].[Held], [j0].[Holder], [j0].[HolderId], [j0].[InvoiceId], [j0].[Invoiced], [j0].[Key], [j0].[Month], [j0].[Note], [j0].[OccurredAt], [j0].[OrderId], [j0].[PaidOut], [j0].[Promoted], [j0].[Reason], [j0].[Received], [j0].[RecordedAt], [j0].[Reserved], [j0].[RewardId], [j0].[SurchargeId], [j0].[Surcharged], [j0].[TaxMonth], [j0].[TaxRemitted], [j0].[TaxWithheld], [j0].[WithdrawalId], [j0].[c], [j0].[c0], [j0].[c1], [j0].[c2], [j0].[c3], [j0].[c4], [j0].[c5], [j0].[c6], [s5].[Id], [s5].[Number], [s5].[c]
FROM (
    SELECT [j].[Id], [j].[Available], [j].[AvailablePreTax], [j].[Basis], [j].[Block], [j].[By], [j].[CorrectsId], [j].[DisputeId], [j].[Earned], [j].[FactMonth], [j].[Hash], [j].[Held], [j].[Holder], [j].[HolderId], [j].[InvoiceId], [j].[Invoiced], [j].[Key], [j].[Month], [j].[Note], [j].[OccurredAt], [j].[OrderId], [j].[PaidOut], [j].[Promoted], [j].[Reason], [j].[Received], [j].[RecordedAt], [j].[Reserved], [j].[RewardId], [j].[SurchargeId], [j].[Surcharged], [j].[TaxMonth], [j].[TaxRemitted], [j].[TaxWithheld], [j].[WithdrawalId], COALESCE((
        SELECT TOP(1) [p0].[Name]
        FROM [Partners] AS [p0]
        WHERE [p0].[Id] = [j].[HolderId]), (
        SELECT TOP(1) [s0].[Name]
        FROM [Shops] AS [s0]
        WHERE [s0].[Id] = [j].[HolderId]), N'') AS [c], (
        SELECT TOP(1) [o0].[ExternalId]
        FROM [Orders] AS [o0]
        WHERE [o0].[Id] = [j].[OrderId]) AS [c0], CASE
        WHEN NOT EXISTS (
            SELECT 1
            FROM [Orders] AS [o1]
            WHERE [o1].[Id] = [j].[OrderId]) THEN NULL
        ELSE (
            SELECT TOP(1) [s1].[Name]
            FROM [Shops] AS [s1]
            WHERE [s1].[Id] = (
                SELECT TOP(1) [o2].[ShopId]
                FROM [Orders] AS [o2]
                WHERE [o2].[Id] = [j].[OrderId]))
    END AS [c1], COALESCE((
        SELECT TOP(1) (
            SELECT TOP(1) [p1].[Name]
            FROM [Programmes] AS [p1]
            WHERE [p1].[Id] = [r].[ProgrammeId])
        FROM [Rewards] AS [r]
        WHERE [r].[Id] = [j].[RewardId]), (
        SELECT TOP(1) (
            SELECT TOP(1) [p2].[Name]
            FROM [Programmes] AS [p2]
            WHERE [p2].[Id] = [s2].[ProgrammeId])
        FROM [Surcharges] AS [s2]
        WHERE [s2].[Id] = [j].[SurchargeId])) AS [c2], COALESCE((
        SELECT TOP(1) [r0].[DisputeNumber]
        FROM [Rulings] AS [r0]
        WHERE [r0].[DisputeId] = [j].[DisputeId]), (
        SELECT TOP(1) [d].[DisputeNumber]
        FROM [DisputeStakes] AS [d]
        WHERE [d].[DisputeId] = [j].[DisputeId])) AS [c3], (
        SELECT TOP(1) [w0].[Reference]
        FROM [Withdrawals] AS [w0]
        WHERE [w0].[Id] = [j].[WithdrawalId]) AS [c4], (
        SELECT TOP(1) (
            SELECT TOP(1) [p3].[Number]
            FROM [PayoutBatches] AS [p3]
            WHERE [p3].[Id] = [w1].[BatchId])
        FROM [Withdrawals] AS [w1]
        WHERE [w1].[Id] = [j].[WithdrawalId]) AS [c5], (
        SELECT TOP(1) [i].[Number]
        FROM [Invoices] AS [i]
        WHERE [i].[Id] = [j].[InvoiceId]) AS [c6]
    FROM [JournalEntries] AS [j]
    WHERE [j].[HolderId] = @partner AND [j].[Holder] = @kind AND [j].[Reason] = @reason AND [j].[Available] + [j].[AvailablePreTax] <> CAST(0 AS bigint) AND [j].[Month] = @month AND [j].[RecordedAt] >= @period_Start AND [j].[RecordedAt] < @period_End AND (EXISTS (
        SELECT 1
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [j].[OrderId] AND [o].[SearchText] LIKE @search_contains ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Withdrawals] AS [w]
        WHERE [w].[Id] = [j].[WithdrawalId] AND [w].[Reference] LIKE @reference_contains ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [j].[HolderId] AND [p].[NameSearch] LIKE @search_contains0 ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [j].[HolderId] AND [s].[NameSearch] LIKE @search_contains0 ESCAPE N'\'))
    ORDER BY [j].[RecordedAt] DESC, [j].[Id] DESC
    OFFSET @p ROWS FETCH NEXT @p15 ROWS ONLY
) AS [j0]
LEFT JOIN (
    SELECT [s4].[Id], [s4].[Number], [s4].[c], [s4].[EntryId]
    FROM (
        SELECT [w2].[Id], [w2].[Number], 1 AS [c], [s3].[EntryId], ROW_NUMBER() OVER(PARTITION BY [s3].[EntryId] ORDER BY [s3].[EntryId], [w2].[Id]) AS [row]
        FROM [StatementLines] AS [s3]
        INNER JOIN [WeeklyStatements] AS [w2] ON [s3].[StatementId] = [w2].[Id]
    ) AS [s4]
    WHERE [s4].[row] <= 1
) AS [s5] ON [j0].[Id] = [s5].[EntryId]
ORDER BY [j0].[RecordedAt] DESC, [j0].[Id] DESC;

-- LedgerQueries.MonthsAsync
SELECT [j].[Month], [p0].[Name], -COALESCE(SUM([j].[Earned]), CAST(0 AS bigint))
FROM [JournalEntries] AS [j]
LEFT JOIN [Rewards] AS [r] ON [j].[RewardId] = [r].[Id]
LEFT JOIN [Programmes] AS [p0] ON [r].[ProgrammeId] = [p0].[Id]
WHERE [j].[HolderId] = @partner AND [j].[Holder] = @kind AND [j].[Reason] = @reason AND [j].[Available] + [j].[AvailablePreTax] <> CAST(0 AS bigint) AND [j].[Month] = @month AND [j].[RecordedAt] >= @period_Start AND [j].[RecordedAt] < @period_End AND (EXISTS (
    SELECT 1
    FROM [Orders] AS [o]
    WHERE [o].[Id] = [j].[OrderId] AND [o].[SearchText] LIKE @search_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Withdrawals] AS [w]
    WHERE [w].[Id] = [j].[WithdrawalId] AND [w].[Reference] LIKE @reference_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [j].[HolderId] AND [p].[NameSearch] LIKE @search_contains0 ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [j].[HolderId] AND [s].[NameSearch] LIKE @search_contains0 ESCAPE N'\')) AND [j].[Month] >= @first AND [j].[Month] <= @last AND [j].[Earned] <> CAST(0 AS bigint)
GROUP BY [j].[Month], [p0].[Name]
ORDER BY [j].[Month] DESC, COALESCE(SUM([j].[Earned]), CAST(0 AS bigint));

-- LedgerQueries.OneAsync
SELECT [j0].[Id], [j0].[Available], [j0].[AvailablePreTax], [j0].[Basis], [j0].[Block], [j0].[By], [j0].[CorrectsId], [j0].[DisputeId], [j0].[Earned], [j0].[FactMonth], [j0].[Hash], [j0].[Held], [j0].[Holder], [j0].[HolderId], [j0].[InvoiceId], [j0].[Invoiced], [j0].[Key], [j0].[Month], [j0].[Note], [j0].[OccurredAt], [j0].[OrderId], [j0].[PaidOut], [j0].[Promoted], [j0].[Reason], [j0].[Received], [j0].[RecordedAt], [j0].[Reserved], [j0].[RewardId], [j0].[SurchargeId], [j0].[Surcharged], [j0].[TaxMonth], [j0].[TaxRemitted], [j0].[TaxWithheld], [j0].[WithdrawalId], [j0].[c], [j0].[c0], [j0].[c1], [j0].[c2], [j0].[c3], [j0].[c4], [j0].[c5], [j0].[c6], [s4].[Id], [s4].[Number], [s4].[c]
FROM (
    SELECT TOP(2) [j].[Id], [j].[Available], [j].[AvailablePreTax], [j].[Basis], [j].[Block], [j].[By], [j].[CorrectsId], [j].[DisputeId], [j].[Earned], [j].[FactMonth], [j].[Hash], [j].[Held], [j].[Holder], [j].[HolderId], [j].[InvoiceId], [j].[Invoiced], [j].[Key], [j].[Month], [j].[Note], [j].[OccurredAt], [j].[OrderId], [j].[PaidOut], [j].[Promoted], [j].[Reason], [j].[Received], [j].[RecordedAt], [j].[Reserved], [j].[RewardId], [j].[SurchargeId], [j].[Surcharged], [j].[TaxMonth], [j].[TaxRemitted], [j].[TaxWithheld], [j].[WithdrawalId], COALESCE((
        SELECT TOP(1) [p].[Name]
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [j].[HolderId]), (
        SELECT TOP(1) [s].[Name]
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [j].[HolderId]), N'') AS [c], (
        SELECT TOP(1) [o].[ExternalId]
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [j].[OrderId]) AS [c0], CASE
        WHEN NOT EXISTS (
            SELECT 1
            FROM [Orders] AS [o0]
            WHERE [o0].[Id] = [j].[OrderId]) THEN NULL
        ELSE (
            SELECT TOP(1) [s0].[Name]
            FROM [Shops] AS [s0]
            WHERE [s0].[Id] = (
                SELECT TOP(1) [o1].[ShopId]
                FROM [Orders] AS [o1]
                WHERE [o1].[Id] = [j].[OrderId]))
    END AS [c1], COALESCE((
        SELECT TOP(1) (
            SELECT TOP(1) [p0].[Name]
            FROM [Programmes] AS [p0]
            WHERE [p0].[Id] = [r].[ProgrammeId])
        FROM [Rewards] AS [r]
        WHERE [r].[Id] = [j].[RewardId]), (
        SELECT TOP(1) (
            SELECT TOP(1) [p1].[Name]
            FROM [Programmes] AS [p1]
            WHERE [p1].[Id] = [s1].[ProgrammeId])
        FROM [Surcharges] AS [s1]
        WHERE [s1].[Id] = [j].[SurchargeId])) AS [c2], COALESCE((
        SELECT TOP(1) [r0].[DisputeNumber]
        FROM [Rulings] AS [r0]
        WHERE [r0].[DisputeId] = [j].[DisputeId]), (
        SELECT TOP(1) [d].[DisputeNumber]
        FROM [DisputeStakes] AS [d]
        WHERE [d].[DisputeId] = [j].[DisputeId])) AS [c3], (
        SELECT TOP(1) [w].[Reference]
        FROM [Withdrawals] AS [w]
        WHERE [w].[Id] = [j].[WithdrawalId]) AS [c4], (
        SELECT TOP(1) (
            SELECT TOP(1) [p2].[Number]
            FROM [PayoutBatches] AS [p2]
            WHERE [p2].[Id] = [w0].[BatchId])
        FROM [Withdrawals] AS [w0]
        WHERE [w0].[Id] = [j].[WithdrawalId]) AS [c5], (
        SELECT TOP(1) [i].[Number]
        FROM [Invoices] AS [i]
        WHERE [i].[Id] = [j].[InvoiceId]) AS [c6]
    FROM [JournalEntries] AS [j]
    WHERE [j].[Id] = @id
) AS [j0]
LEFT JOIN (
    SELECT [s3].[Id], [s3].[Number], [s3].[c], [s3].[EntryId]
    FROM (
        SELECT [w1].[Id], [w1].[Number], 1 AS [c], [s2].[EntryId], ROW_NUMBER() OVER(PARTITION BY [s2].[EntryId] ORDER BY [s2].[EntryId], [w1].[Id]) AS [row]
        FROM [StatementLines] AS [s2]
        INNER JOIN [WeeklyStatements] AS [w1] ON [s2].[StatementId] = [w1].[Id]
    ) AS [s3]
    WHERE [s3].[row] <= 1
) AS [s4] ON [j0].[Id] = [s4].[EntryId];

-- LedgerQueries.PageAdjustmentsAsync
SELECT TOP(@p) [a].[Id], [a].[PartnerId], (
    SELECT TOP(1) [p].[Name]
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [a].[PartnerId]), [a].[Gross], [a].[Reason], [a].[State], [a].[ProposedById], [a].[ProposedBy], [a].[ProposedAt], [a].[DecidedBy], [a].[DecidedAt], [a].[DecisionReason]
FROM [Adjustments] AS [a]
WHERE [a].[State] = @only AND ([a].[ProposedAt] < @after_At OR ([a].[ProposedAt] = @after_At AND [a].[Id] < @after_Id))
ORDER BY [a].[ProposedAt] DESC, [a].[Id] DESC;

-- LedgerQueries.ReasonsAsync
SELECT [j].[Reason] AS [Key], COUNT(*) AS [Entries], COALESCE(SUM([j].[Earned]), CAST(0 AS bigint)) AS [Earned], COALESCE(SUM([j].[Available]), CAST(0 AS bigint)) AS [Available], COALESCE(SUM([j].[AvailablePreTax]), CAST(0 AS bigint)) AS [AvailablePreTax], COALESCE(SUM([j].[Held]), CAST(0 AS bigint)) AS [Held], COALESCE(SUM([j].[TaxWithheld]), CAST(0 AS bigint)) AS [TaxWithheld], COALESCE(SUM([j].[TaxRemitted]), CAST(0 AS bigint)) AS [TaxRemitted], COALESCE(SUM([j].[Reserved]), CAST(0 AS bigint)) AS [Reserved], COALESCE(SUM([j].[PaidOut]), CAST(0 AS bigint)) AS [PaidOut], COALESCE(SUM([j].[Surcharged]), CAST(0 AS bigint)) AS [Surcharged], COALESCE(SUM([j].[Promoted]), CAST(0 AS bigint)) AS [Promoted], COALESCE(SUM([j].[Invoiced]), CAST(0 AS bigint)) AS [Invoiced], COALESCE(SUM([j].[Received]), CAST(0 AS bigint)) AS [Received]
FROM [JournalEntries] AS [j]
WHERE [j].[HolderId] = @partner AND [j].[Holder] = @kind AND [j].[Reason] = @reason AND [j].[Available] + [j].[AvailablePreTax] <> CAST(0 AS bigint) AND [j].[Month] = @month AND [j].[RecordedAt] >= @period_Start AND [j].[RecordedAt] < @period_End AND (EXISTS (
    SELECT 1
    FROM [Orders] AS [o]
    WHERE [o].[Id] = [j].[OrderId] AND [o].[SearchText] LIKE @search_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Withdrawals] AS [w]
    WHERE [w].[Id] = [j].[WithdrawalId] AND [w].[Reference] LIKE @reference_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [j].[HolderId] AND [p].[NameSearch] LIKE @search_contains0 ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [j].[HolderId] AND [s].[NameSearch] LIKE @search_contains0 ESCAPE N'\'))
GROUP BY [j].[Reason];

-- LedgerQueries.SumsAsync
SELECT TOP(2) [j0].[Key0] AS [Key], COUNT(*) AS [Entries], COALESCE(SUM([j0].[Earned]), CAST(0 AS bigint)) AS [Earned], COALESCE(SUM([j0].[Available]), CAST(0 AS bigint)) AS [Available], COALESCE(SUM([j0].[AvailablePreTax]), CAST(0 AS bigint)) AS [AvailablePreTax], COALESCE(SUM([j0].[Held]), CAST(0 AS bigint)) AS [Held], COALESCE(SUM([j0].[TaxWithheld]), CAST(0 AS bigint)) AS [TaxWithheld], COALESCE(SUM([j0].[TaxRemitted]), CAST(0 AS bigint)) AS [TaxRemitted], COALESCE(SUM([j0].[Reserved]), CAST(0 AS bigint)) AS [Reserved], COALESCE(SUM([j0].[PaidOut]), CAST(0 AS bigint)) AS [PaidOut], COALESCE(SUM([j0].[Surcharged]), CAST(0 AS bigint)) AS [Surcharged], COALESCE(SUM([j0].[Promoted]), CAST(0 AS bigint)) AS [Promoted], COALESCE(SUM([j0].[Invoiced]), CAST(0 AS bigint)) AS [Invoiced], COALESCE(SUM([j0].[Received]), CAST(0 AS bigint)) AS [Received]
FROM (
    SELECT [j].[Available], [j].[AvailablePreTax], [j].[Earned], [j].[Held], [j].[Invoiced], [j].[PaidOut], [j].[Promoted], [j].[Received], [j].[Reserved], [j].[Surcharged], [j].[TaxRemitted], [j].[TaxWithheld], 1 AS [Key0]
    FROM [JournalEntries] AS [j]
    WHERE [j].[HolderId] = @partner AND [j].[Holder] = @kind AND [j].[Reason] = @reason AND [j].[Available] + [j].[AvailablePreTax] <> CAST(0 AS bigint) AND [j].[Month] = @month AND [j].[RecordedAt] >= @period_Start AND [j].[RecordedAt] < @period_End AND (EXISTS (
        SELECT 1
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [j].[OrderId] AND [o].[SearchText] LIKE @search_contains ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Withdrawals] AS [w]
        WHERE [w].[Id] = [j].[WithdrawalId] AND [w].[Reference] LIKE @reference_contains ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [j].[HolderId] AND [p].[NameSearch] LIKE @search_contains0 ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [j].[HolderId] AND [s].[NameSearch] LIKE @search_contains0 ESCAPE N'\'))
) AS [j0]
GROUP BY [j0].[Key0];

-- LedgerRootQueries.ListAsync
SELECT TOP(@p) [m].[Month], [m].[ClosedAt], (
    SELECT MIN([l].[Block])
    FROM [LedgerSeals] AS [l]
    WHERE [l].[SealedAt] >= [m].[ClosedAt]) AS [Block]
FROM [MonthCloses] AS [m]
WHERE [m].[State] = N'Closed' AND [m].[ClosedAt] IS NOT NULL
ORDER BY [m].[Month] DESC;
SELECT [l].[Block], [l].[AuditRecords], [l].[Entries], [l].[Hash], [l].[Previous], [l].[SealedAt]
FROM [LedgerSeals] AS [l]
WHERE [l].[Block] = @blocks1;
SELECT [l].[Block], [l].[AuditRecords], [l].[Entries], [l].[Hash], [l].[Previous], [l].[SealedAt]
FROM [LedgerSeals] AS [l]
WHERE 0 = 1;

-- LinkQueries.DefaultsAsync
SELECT [l].[Id], [l].[Code], [l].[PartnerId], [l].[ShopId], (
    SELECT TOP(1) [p].[Code]
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [l].[ProgrammeId]), (
    SELECT TOP(1) [p0].[Name]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [l].[ProgrammeId]), [l].[Kind], [l].[DestinationUrl], [l].[SubId], [l].[PausedAt], [l].[CreatedAt]
FROM [Links] AS [l]
WHERE [l].[PartnerId] = @actor_PartnerId AND [l].[PausedAt] IS NULL AND NOT EXISTS (
    SELECT 1
    FROM [Links] AS [l0]
    WHERE [l0].[PartnerId] = @actor_PartnerId AND [l0].[PausedAt] IS NULL AND [l0].[ProgrammeId] = [l].[ProgrammeId] AND ([l0].[CreatedAt] < [l].[CreatedAt] OR ([l0].[CreatedAt] = [l].[CreatedAt] AND [l0].[Id] < [l].[Id])))
ORDER BY [l].[CreatedAt], [l].[Id];

-- LinkQueries.GetAsync
SELECT TOP(2) [l].[Id], [l].[Code], [l].[PartnerId], [l].[ShopId], (
    SELECT TOP(1) [p].[Code]
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [l].[ProgrammeId]), (
    SELECT TOP(1) [p0].[Name]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [l].[ProgrammeId]), [l].[Kind], [l].[DestinationUrl], [l].[SubId], [l].[PausedAt], [l].[CreatedAt]
FROM [Links] AS [l]
WHERE [l].[Id] = @linkId;

-- LinkQueries.ListAsync
SELECT TOP(@p) [l].[Id], [l].[Code], [l].[PartnerId], [l].[ShopId], (
    SELECT TOP(1) [p].[Code]
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [l].[ProgrammeId]), (
    SELECT TOP(1) [p0].[Name]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [l].[ProgrammeId]), [l].[Kind], [l].[DestinationUrl], [l].[SubId], [l].[PausedAt], [l].[CreatedAt]
FROM [Links] AS [l]
WHERE [l].[PartnerId] = @partnerId AND [l].[ShopId] = @shopId AND ([l].[CreatedAt] < @after_At OR ([l].[CreatedAt] = @after_At AND [l].[Id] < @after_Id))
ORDER BY [l].[CreatedAt] DESC, [l].[Id] DESC;

-- LinkQueries.SearchAsync
SELECT [l].[Id], [l].[Code], [l].[PartnerId], [l].[ShopId], (
    SELECT TOP(1) [p0].[Code]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [l].[ProgrammeId]), (
    SELECT TOP(1) [p1].[Name]
    FROM [Programmes] AS [p1]
    WHERE [p1].[Id] = [l].[ProgrammeId]), [l].[Kind], [l].[DestinationUrl], [l].[SubId], [l].[PausedAt], [l].[CreatedAt]
FROM [Links] AS [l]
WHERE EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [l].[ProgrammeId] AND [p].[Code] = @programme) AND [l].[PausedAt] IS NULL AND ([l].[SearchText] LIKE @folded_contains ESCAPE N'\' OR [l].[Code] = @folded)
ORDER BY [l].[CreatedAt] DESC, [l].[Id]
OFFSET @p ROWS FETCH NEXT @p5 ROWS ONLY;
SELECT COUNT(*)
FROM [Links] AS [l]
WHERE EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [l].[ProgrammeId] AND [p].[Code] = @programme) AND [l].[PausedAt] IS NULL AND ([l].[SearchText] LIKE @folded_contains ESCAPE N'\' OR [l].[Code] = @folded);

-- MonthQueries.ListAsync
SELECT [j].[Month] AS [Key], COUNT(*) AS [Entries], -COALESCE(SUM([j].[Earned]), CAST(0 AS bigint)) AS [Gross]
FROM [JournalEntries] AS [j]
WHERE [j].[Month] >= @from AND [j].[Month] <= @until
GROUP BY [j].[Month];
SELECT [j].[TaxMonth] AS [Key], COALESCE(SUM([j].[TaxWithheld]), CAST(0 AS bigint)) AS [Tax]
FROM [JournalEntries] AS [j]
WHERE [j].[TaxMonth] >= @from AND [j].[TaxMonth] <= @until AND [j].[Reason] <> N'TaxRemitted' AND [j].[Reason] <> N'TaxRefunded'
GROUP BY [j].[TaxMonth];
SELECT [m].[Month], [m].[ClosedAt], [m].[Cursor], [m].[Done], [m].[Entries], [m].[Partners], [m].[Refunded], [m].[Remitted], [m].[StartedAt], [m].[StartedBy], [m].[State]
FROM [MonthCloses] AS [m]
WHERE [m].[Month] >= @from AND [m].[Month] <= @until;

-- MonthQueries.PageSettlementsAsync
SELECT TOP(@p) [p].[Id], [p].[CreatedAt]
FROM [Partners] AS [p]
WHERE [p].[Id] IN (
    SELECT [j].[HolderId]
    FROM [JournalEntries] AS [j]
    WHERE [j].[TaxMonth] = @month
) AND ([p].[CreatedAt] < @after_At OR ([p].[CreatedAt] = @after_At AND [p].[Id] < @after_Id))
ORDER BY [p].[CreatedAt] DESC, [p].[Id] DESC;
SELECT [p].[Id], [p].[Name], [p].[Email]
FROM [Partners] AS [p]
WHERE [p].[Id] = @ids1;
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [MonthCloses] AS [m]
        WHERE [m].[Month] = @first) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [j].[HolderId] AS [Key], -COALESCE(SUM([j].[Earned]), CAST(0 AS bigint)) AS [Gross]
FROM [JournalEntries] AS [j]
WHERE [j].[Month] = @month AND [j].[Basis] = N'CalendarMonth' AND [j].[HolderId] = @partners1
GROUP BY [j].[HolderId];
SELECT [j].[HolderId], [j].[Reason], [j].[Basis], -[j].[TaxWithheld] AS [Tax]
FROM [JournalEntries] AS [j]
WHERE [j].[TaxMonth] = @month AND [j].[HolderId] = @partners1 AND [j].[Reason] IN (N'TaxRemitted', N'TaxRefunded');
SELECT [p].[Id], [p].[Name], [p].[Email]
FROM [Partners] AS [p]
WHERE 0 = 1;
SELECT [j].[HolderId] AS [Key], -COALESCE(SUM([j].[Earned]), CAST(0 AS bigint)) AS [Gross]
FROM [JournalEntries] AS [j]
WHERE 0 = 1
GROUP BY [j].[HolderId];
SELECT [j].[HolderId], [j].[Reason], [j].[Basis], -[j].[TaxWithheld] AS [Tax]
FROM [JournalEntries] AS [j]
WHERE 0 = 1;

-- MonthQueries.RangeAsync
SELECT TOP(2) [l].[ClosedThrough]
FROM [LedgerPeriods] AS [l];
SELECT TOP(1) [j].[Month]
FROM [JournalEntries] AS [j]
ORDER BY [j].[Month];
SELECT TOP(1) [j].[Month]
FROM [JournalEntries] AS [j]
ORDER BY [j].[Month] DESC;
SELECT TOP(1) [m].[Month]
FROM [MonthCloses] AS [m]
WHERE [m].[State] = N'Closing'
ORDER BY [m].[Month];
SELECT TOP(1) [j].[Month]
FROM [JournalEntries] AS [j]
WHERE [j].[Month] > @closed
ORDER BY [j].[Month];

-- MonthQueries.ReportAsync
SELECT TOP(2) [m].[Month], [m].[ClosedAt], [m].[Cursor], [m].[Done], [m].[Entries], [m].[Partners], [m].[Refunded], [m].[Remitted], [m].[StartedAt], [m].[StartedBy], [m].[State]
FROM [MonthCloses] AS [m]
WHERE [m].[Month] = @first;
SELECT [j].[Reason] AS [Key], COUNT(*) AS [Entries], COALESCE(SUM([j].[Earned]), CAST(0 AS bigint)) AS [Earned], COALESCE(SUM([j].[Available]), CAST(0 AS bigint)) AS [Available], COALESCE(SUM([j].[AvailablePreTax]), CAST(0 AS bigint)) AS [AvailablePreTax], COALESCE(SUM([j].[Held]), CAST(0 AS bigint)) AS [Held], COALESCE(SUM([j].[TaxWithheld]), CAST(0 AS bigint)) AS [TaxWithheld], COALESCE(SUM([j].[TaxRemitted]), CAST(0 AS bigint)) AS [TaxRemitted], COALESCE(SUM([j].[Reserved]), CAST(0 AS bigint)) AS [Reserved], COALESCE(SUM([j].[PaidOut]), CAST(0 AS bigint)) AS [PaidOut], COALESCE(SUM([j].[Surcharged]), CAST(0 AS bigint)) AS [Surcharged], COALESCE(SUM([j].[Promoted]), CAST(0 AS bigint)) AS [Promoted], COALESCE(SUM([j].[Invoiced]), CAST(0 AS bigint)) AS [Invoiced], COALESCE(SUM([j].[Received]), CAST(0 AS bigint)) AS [Received]
FROM [JournalEntries] AS [j]
WHERE [j].[Month] = @first
GROUP BY [j].[Reason];
SELECT COUNT(*)
FROM [JournalEntries] AS [j]
WHERE [j].[Month] = @first AND [j].[FactMonth] < @first;
SELECT COALESCE(SUM([j].[TaxRemitted]), CAST(0 AS bigint))
FROM [JournalEntries] AS [j]
WHERE [j].[Month] = @first AND [j].[Reason] IN (N'Reversal', N'Returned');
SELECT [u].[PartnerId]
FROM [UnsettledMonths] AS [u]
WHERE [u].[Month] = @first;
SELECT TOP(2) COALESCE(SUM([j1].[Remit]), CAST(0 AS bigint)) AS [Remit], COALESCE(SUM([j1].[Refund]), CAST(0 AS bigint)) AS [Refund], ISNULL(SUM(CASE
    WHEN [j1].[Remitting] > 0 THEN 1
    ELSE 0
END), 0) AS [Remitting], ISNULL(SUM(CASE
    WHEN [j1].[Refunding] > 0 THEN 1
    ELSE 0
END), 0) AS [Refunding], ISNULL(SUM(CASE
    WHEN ([j1].[OfMonth] <> CAST(0 AS bigint) OR [j1].[OfMonth] IS NULL OR [j1].[OfPayments] <> CAST(0 AS bigint) OR [j1].[OfPayments] IS NULL) AND [j1].[Key] <= @cursor AND [j1].[Key] <> @aside1 THEN 1
    ELSE 0
END), 0) AS [Left]
FROM (
    SELECT [j0].[Key], [j0].[Remit], [j0].[Refund], [j0].[Remitting], [j0].[Refunding], [j0].[OfMonth], [j0].[OfPayments], 1 AS [Key0]
    FROM (
        SELECT [j].[HolderId] AS [Key], -COALESCE(SUM(CASE
            WHEN [j].[Reason] = N'TaxRemitted' THEN [j].[TaxWithheld]
            ELSE CAST(0 AS bigint)
        END), CAST(0 AS bigint)) AS [Remit], -COALESCE(SUM(CASE
            WHEN [j].[Reason] = N'TaxRefunded' THEN [j].[TaxWithheld]
            ELSE CAST(0 AS bigint)
        END), CAST(0 AS bigint)) AS [Refund], ISNULL(SUM(CASE
            WHEN [j].[Reason] = N'TaxRemitted' THEN 1
            ELSE 0
        END), 0) AS [Remitting], ISNULL(SUM(CASE
            WHEN [j].[Reason] = N'TaxRefunded' THEN 1
            ELSE 0
        END), 0) AS [Refunding], COALESCE(SUM(CASE
            WHEN [j].[Basis] = N'CalendarMonth' THEN [j].[TaxWithheld]
            ELSE CAST(0 AS bigint)
        END), CAST(0 AS bigint)) AS [OfMonth], COALESCE(SUM(CASE
            WHEN [j].[Basis] = N'CalendarMonth' THEN CAST(0 AS bigint)
            ELSE [j].[TaxWithheld]
        END), CAST(0 AS bigint)) AS [OfPayments]
        FROM [JournalEntries] AS [j]
        WHERE [j].[TaxMonth] = @month
        GROUP BY [j].[HolderId]
    ) AS [j0]
) AS [j1]
GROUP BY [j1].[Key0];
SELECT [t].[Id], [t].[Basis], [t].[CreatedAt], [t].[CreatedBy], [t].[From], [t].[LegalGround], [t].[Rate], [t].[Threshold], [t].[Until]
FROM [TaxPolicies] AS [t];
SELECT COALESCE(SUM([j].[TaxWithheld]), CAST(0 AS bigint))
FROM [JournalEntries] AS [j]
WHERE [j].[TaxMonth] = @month AND [j].[Basis] = N'PerPayment'
GROUP BY [j].[HolderId]
HAVING COALESCE(SUM([j].[TaxWithheld]), CAST(0 AS bigint)) <> CAST(0 AS bigint);
SELECT COUNT(*)
FROM (
    SELECT DISTINCT [j].[HolderId]
    FROM [JournalEntries] AS [j]
    WHERE [j].[TaxMonth] = @month
) AS [j0];
SELECT TOP(2) [l].[ClosedThrough]
FROM [LedgerPeriods] AS [l];
SELECT COUNT(*)
FROM (
    SELECT DISTINCT [j].[Month]
    FROM [JournalEntries] AS [j]
    WHERE [j].[Month] < @month AND [j].[Month] > @closedThrough
) AS [j0];
SELECT COUNT(*)
FROM [PayoutBatches] AS [p]
WHERE [p].[Month] < @month AND [p].[State] IN (N'Made', N'Approved');
SELECT COUNT(*)
FROM [ReconciliationExceptions] AS [r]
WHERE [r].[SettledAt] IS NULL AND EXISTS (
    SELECT 1
    FROM [PayoutBatches] AS [p]
    WHERE [p].[Id] = [r].[BatchId] AND [p].[Month] < @month);
SELECT TOP(1) [l].[Findings]
FROM [LedgerAudits] AS [l]
ORDER BY [l].[EndedAt] DESC;
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [JournalEntries] AS [j]
        WHERE [j].[TaxMonth] = @month AND [j].[Basis] = N'CalendarMonth') THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT COUNT(*)
FROM [RewardHolds] AS [r]
WHERE [r].[ReleasedAt] IS NULL;
SELECT COUNT(*)
FROM [Rewards] AS [r]
WHERE [r].[State] = N'Earned' AND [r].[IsReplaced] = CAST(0 AS bit) AND [r].[Gross] <> CAST(0 AS bigint) AND [r].[EarnedAt] < @period_End AND NOT EXISTS (
    SELECT 1
    FROM [JournalEntries] AS [j]
    WHERE [j].[RewardId] = [r].[Id]);

-- MonthQueries.SettlementsAsync
SELECT [j1].[HolderId]
FROM (
    SELECT DISTINCT [j].[HolderId]
    FROM [JournalEntries] AS [j]
    WHERE [j].[TaxMonth] = @month AND EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [j].[HolderId] AND [p].[NameSearch] LIKE @text_contains ESCAPE N'\')
) AS [j1]
ORDER BY -(
    SELECT COALESCE(SUM([j0].[Earned]), CAST(0 AS bigint))
    FROM [JournalEntries] AS [j0]
    WHERE [j0].[HolderId] = [j1].[HolderId] AND [j0].[Month] = @first AND [j0].[Basis] = N'CalendarMonth') DESC, [j1].[HolderId]
OFFSET @p ROWS FETCH NEXT @p6 ROWS ONLY;
SELECT [p].[Id], [p].[Name], [p].[Email]
FROM [Partners] AS [p]
WHERE [p].[Id] = @ids1;
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [MonthCloses] AS [m]
        WHERE [m].[Month] = @first) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [j].[HolderId] AS [Key], -COALESCE(SUM([j].[Earned]), CAST(0 AS bigint)) AS [Gross]
FROM [JournalEntries] AS [j]
WHERE [j].[Month] = @month AND [j].[Basis] = N'CalendarMonth' AND [j].[HolderId] = @partners1
GROUP BY [j].[HolderId];
SELECT [j].[HolderId], [j].[Reason], [j].[Basis], -[j].[TaxWithheld] AS [Tax]
FROM [JournalEntries] AS [j]
WHERE [j].[TaxMonth] = @month AND [j].[HolderId] = @partners1 AND [j].[Reason] IN (N'TaxRemitted', N'TaxRefunded');
SELECT COUNT(*)
FROM (
    SELECT DISTINCT [j].[HolderId]
    FROM [JournalEntries] AS [j]
    WHERE [j].[TaxMonth] = @month AND EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [j].[HolderId] AND [p].[NameSearch] LIKE @text_contains ESCAPE N'\')
) AS [j0];
SELECT [p].[Id], [p].[Name], [p].[Email]
FROM [Partners] AS [p]
WHERE 0 = 1;
SELECT [j].[HolderId] AS [Key], -COALESCE(SUM([j].[Earned]), CAST(0 AS bigint)) AS [Gross]
FROM [JournalEntries] AS [j]
WHERE 0 = 1
GROUP BY [j].[HolderId];
SELECT [j].[HolderId], [j].[Reason], [j].[Basis], -[j].[TaxWithheld] AS [Tax]
FROM [JournalEntries] AS [j]
WHERE 0 = 1;

-- MonthQueries.SettlementSumAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [MonthCloses] AS [m]
        WHERE [m].[Month] = @first) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT TOP(2) COALESCE(SUM([j1].[Remit]), CAST(0 AS bigint)) AS [Remit], COALESCE(SUM([j1].[Refund]), CAST(0 AS bigint)) AS [Refund], ISNULL(SUM(CASE
    WHEN [j1].[Remitting] > 0 THEN 1
    ELSE 0
END), 0) AS [Remitting], ISNULL(SUM(CASE
    WHEN [j1].[Refunding] > 0 THEN 1
    ELSE 0
END), 0) AS [Refunding], ISNULL(SUM(CASE
    WHEN ([j1].[OfMonth] <> CAST(0 AS bigint) OR [j1].[OfMonth] IS NULL OR [j1].[OfPayments] <> CAST(0 AS bigint) OR [j1].[OfPayments] IS NULL) AND [j1].[Key] <= @cursor THEN 1
    ELSE 0
END), 0) AS [Left]
FROM (
    SELECT [j0].[Key], [j0].[Remit], [j0].[Refund], [j0].[Remitting], [j0].[Refunding], [j0].[OfMonth], [j0].[OfPayments], 1 AS [Key0]
    FROM (
        SELECT [j].[HolderId] AS [Key], -COALESCE(SUM(CASE
            WHEN [j].[Reason] = N'TaxRemitted' THEN [j].[TaxWithheld]
            ELSE CAST(0 AS bigint)
        END), CAST(0 AS bigint)) AS [Remit], -COALESCE(SUM(CASE
            WHEN [j].[Reason] = N'TaxRefunded' THEN [j].[TaxWithheld]
            ELSE CAST(0 AS bigint)
        END), CAST(0 AS bigint)) AS [Refund], ISNULL(SUM(CASE
            WHEN [j].[Reason] = N'TaxRemitted' THEN 1
            ELSE 0
        END), 0) AS [Remitting], ISNULL(SUM(CASE
            WHEN [j].[Reason] = N'TaxRefunded' THEN 1
            ELSE 0
        END), 0) AS [Refunding], COALESCE(SUM(CASE
            WHEN [j].[Basis] = N'CalendarMonth' THEN [j].[TaxWithheld]
            ELSE CAST(0 AS bigint)
        END), CAST(0 AS bigint)) AS [OfMonth], COALESCE(SUM(CASE
            WHEN [j].[Basis] = N'CalendarMonth' THEN CAST(0 AS bigint)
            ELSE [j].[TaxWithheld]
        END), CAST(0 AS bigint)) AS [OfPayments]
        FROM [JournalEntries] AS [j]
        WHERE EXISTS (
            SELECT 1
            FROM [Partners] AS [p]
            WHERE [p].[Id] = [j].[HolderId] AND [p].[NameSearch] LIKE @text_contains ESCAPE N'\') AND [j].[TaxMonth] = @month
        GROUP BY [j].[HolderId]
    ) AS [j0]
) AS [j1]
GROUP BY [j1].[Key0];

-- OperatorOrderQueries.CountsAsync
SELECT [o].[Status] AS [Key], COUNT(*) AS [Count]
FROM [Orders] AS [o]
WHERE @may = CAST(1 AS bit) AND [o].[ShopId] = @shop AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND EXISTS (
    SELECT 1
    FROM [OrderDecisions] AS [o0]
    WHERE NOT EXISTS (
        SELECT 1
        FROM [OrderDecisions] AS [o1]
        WHERE [o1].[OrderId] = [o0].[OrderId] AND [o1].[ProgrammeId] = [o0].[ProgrammeId] AND [o1].[Number] > [o0].[Number]) AND EXISTS (
        SELECT 1
        FROM [Programmes] AS [p]
        WHERE [p].[Id] = [o0].[ProgrammeId] AND [p].[Code] = @programme) AND [o0].[Code] = @code AND [o0].[PartnerId] = @partner AND [o0].[OrderId] = [o].[Id])
GROUP BY [o].[Status];

-- OperatorOrderQueries.DetailAsync
SELECT TOP(1) [o].[ShopId], (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [o].[ShopId]) AS [Shop], [o].[ExternalId], [o].[ReceivedAt], [o].[ReceivedFrom], [o].[CustomerId], [o].[PickupPoint]
FROM [Orders] AS [o]
WHERE @may = CAST(1 AS bit) AND [o].[Id] = @orderId;
SELECT [o].[Sku], [o].[Name], [o].[Category], [o].[Quantity], [o].[UnitPrice], [o].[Discount]
FROM [OrderLines] AS [o]
WHERE [o].[OrderId] = @orderId
ORDER BY [o].[Number];
SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template]
FROM [Programmes] AS [p]
WHERE [p].[ShopId] = @order_ShopId;
SELECT [p].[Id], [p].[AgreementSignedAt], [p].[AsksForWithholding], [p].[CreatedAt], [p].[Email], [p].[EmailHash], [p].[Identity], [p].[IdentityDecidedAt], [p].[IdentityReason], [p].[Name], [p].[NameSearch], [p].[PayeeType], [p].[Phone], [p].[PhoneHash], [p].[PickupPoint], [p].[ReferralCode], [p].[TaxCommitmentFrom], [p].[TaxCommitmentUntil], [p].[Version]
FROM [Partners] AS [p]
WHERE EXISTS (
    SELECT 1
    FROM [OrderDecisions] AS [o]
    WHERE [o].[OrderId] = @orderId AND ([o].[PartnerId] = [p].[Id] OR [o].[CandidateId] = [p].[Id]));

-- OperatorOrderQueries.ListAsync
SELECT [o].[Id], [o].[ShopId], [o].[ExternalId], (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [o].[ShopId]) AS [Shop], [o].[PlacedAt], [o].[Status], [o].[EarnedAt], COALESCE((
    SELECT TOP(1) [o2].[Name]
    FROM [OrderLines] AS [o2]
    WHERE [o].[Id] = [o2].[OrderId]
    ORDER BY [o2].[Number]), N'') AS [Product], (
    SELECT COUNT(*)
    FROM [OrderLines] AS [o3]
    WHERE [o].[Id] = [o3].[OrderId]) AS [Lines], [o].[Paid]
FROM [Orders] AS [o]
WHERE @may = CAST(1 AS bit) AND [o].[Status] = @status AND [o].[ShopId] = @shop AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND EXISTS (
    SELECT 1
    FROM [OrderDecisions] AS [o0]
    WHERE NOT EXISTS (
        SELECT 1
        FROM [OrderDecisions] AS [o1]
        WHERE [o1].[OrderId] = [o0].[OrderId] AND [o1].[ProgrammeId] = [o0].[ProgrammeId] AND [o1].[Number] > [o0].[Number]) AND EXISTS (
        SELECT 1
        FROM [Programmes] AS [p]
        WHERE [p].[Id] = [o0].[ProgrammeId] AND [p].[Code] = @programme) AND [o0].[Code] = @code AND [o0].[PartnerId] = @partner AND [o0].[OrderId] = [o].[Id])
ORDER BY [o].[PlacedAt] DESC, [o].[Id]
OFFSET @p ROWS FETCH NEXT @p12 ROWS ONLY;
SELECT [o].[OrderId], [o].[Code], [o].[Number], [p1].[Id], [p1].[Code], [p1].[CreatedAt], [p1].[Name], [p1].[ShopId], [p1].[Template]
FROM [OrderDecisions] AS [o]
LEFT JOIN (
    SELECT [p0].[Id], [p0].[Code], [p0].[CreatedAt], [p0].[Name], [p0].[ShopId], [p0].[Template]
    FROM (
        SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template], ROW_NUMBER() OVER(PARTITION BY [p].[Id] ORDER BY [p].[Id]) AS [row]
        FROM [Programmes] AS [p]
    ) AS [p0]
    WHERE [p0].[row] <= 1
) AS [p1] ON [o].[ProgrammeId] = [p1].[Id]
WHERE NOT EXISTS (
    SELECT 1
    FROM [OrderDecisions] AS [o0]
    WHERE [o0].[OrderId] = [o].[OrderId] AND [o0].[ProgrammeId] = [o].[ProgrammeId] AND [o0].[Number] > [o].[Number]) AND [o].[OrderId] = @ids1;
SELECT [o].[OrderId], [o].[Code], [o].[Number], [p1].[Id], [p1].[Code], [p1].[CreatedAt], [p1].[Name], [p1].[ShopId], [p1].[Template]
FROM [OrderDecisions] AS [o]
LEFT JOIN (
    SELECT [p0].[Id], [p0].[Code], [p0].[CreatedAt], [p0].[Name], [p0].[ShopId], [p0].[Template]
    FROM (
        SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template], ROW_NUMBER() OVER(PARTITION BY [p].[Id] ORDER BY [p].[Id]) AS [row]
        FROM [Programmes] AS [p]
    ) AS [p0]
    WHERE [p0].[row] <= 1
) AS [p1] ON [o].[ProgrammeId] = [p1].[Id]
WHERE 0 = 1;

-- OrderQueries.ListAsync
SELECT TOP(@p) [r0].[OrderId], [r0].[PlacedAt]
FROM (
    SELECT DISTINCT [r].[OrderId], [r].[PlacedAt]
    FROM [Rewards] AS [r]
    WHERE [r].[PartnerId] = @partner AND [r].[IsSuperseded] = CAST(0 AS bit) AND (([r].[IsReplaced] = CAST(0 AS bit) AND [r].[State] = @states1) OR ([r].[IsReplaced] = CAST(1 AS bit) AND EXISTS (
        SELECT 1
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [r].[OrderId] AND [o].[Status] = @status))) AND EXISTS (
        SELECT 1
        FROM [Orders] AS [o0]
        WHERE [o0].[Id] = [r].[OrderId] AND [o0].[ShopId] = @shop) AND [r].[PlacedAt] >= @from AND [r].[PlacedAt] < @to
) AS [r0]
ORDER BY [r0].[PlacedAt] DESC, [r0].[OrderId] DESC;
SELECT [o].[Id], [o].[AccountKey], [o].[AmendedBy], [o].[CancellationReason], [o].[ClickId], [o].[ContactProtected], [o].[Content], [o].[CustomerId], [o].[DeviceHash], [o].[EarnedAt], [o].[EmailHash], [o].[ExternalId], [o].[HasHeldEvents], [o].[IsAmended], [o].[Items], [o].[NamedUnknownClick], [o].[Paid], [o].[PaidAt], [o].[PairKey], [o].[PhoneHash], [o].[PickupPoint], [o].[PlacedAt], [o].[PlatformDiscount], [o].[Points], [o].[ReceivedAt], [o].[ReceivedFrom], [o].[ReferralCode], [o].[ReturnedAmount], [o].[SearchText], [o].[Shipping], [o].[ShopDiscount], [o].[ShopId], [o].[Source], [o].[Status], [o].[StatusAt], [o].[Version], [o].[VisitorId], [o].[Voucher]
FROM [Orders] AS [o]
WHERE [o].[Id] = @page1;
SELECT [o].[Id], [o].[EventId], [o].[Note], [o].[OccurredAt], [o].[OrderId], [o].[Part], [o].[Reason], [o].[RecordedAt], [o].[RecordedBy], [o].[Type]
FROM [OrderEvents] AS [o]
WHERE [o].[OrderId] = @ids1;
SELECT [p].[Code], [o].[Id], [o].[CandidateId], [o].[Cause], [o].[CauseOrderId], [o].[ClickId], [o].[Code], [o].[DecidedAt], [o].[DisputeId], [o].[LinkId], [o].[Number], [o].[OrderId], [o].[PartnerId], [o].[ProgrammeId], [o].[Trace], [o].[VersionId]
FROM [OrderDecisions] AS [o]
INNER JOIN [Programmes] AS [p] ON [o].[ProgrammeId] = [p].[Id]
WHERE [o].[OrderId] = @ids1;
SELECT [r].[Id], [r].[DecisionNumber], [r].[EarnedAt], [r].[EndedAt], [r].[Gross], [r].[IsReplaced], [r].[IsSuperseded], [r].[Kind], [r].[LinkId], [r].[Net], [r].[OrderId], [r].[PartnerId], [r].[PlacedAt], [r].[PlacedOn], [r].[ProgrammeId], [r].[ReversedGross], [r].[ReversedTax], [r].[State], [r].[Tax], [r].[TaxBasis]
FROM [Rewards] AS [r]
WHERE [r].[OrderId] = @ids1 AND [r].[IsSuperseded] = CAST(0 AS bit);
SELECT [s].[Id], [s].[Amount], [s].[Base], [s].[CustomerKey], [s].[DecisionNumber], [s].[FreeOrder], [s].[FreeOrders], [s].[IntroducedBy], [s].[IsReplaced], [s].[OrderId], [s].[PlacedAt], [s].[PlatformPromotion], [s].[PostedId], [s].[ProgrammeId], [s].[Reversed], [s].[ShopId], [s].[Stated]
FROM [Surcharges] AS [s]
WHERE [s].[OrderId] = @ids1 AND [s].[IsReplaced] = CAST(0 AS bit);
SELECT [o].[Id], [o].[AccountKey], [o].[AmendedBy], [o].[CancellationReason], [o].[ClickId], [o].[ContactProtected], [o].[Content], [o].[CustomerId], [o].[DeviceHash], [o].[EarnedAt], [o].[EmailHash], [o].[ExternalId], [o].[HasHeldEvents], [o].[IsAmended], [o].[Items], [o].[NamedUnknownClick], [o].[Paid], [o].[PaidAt], [o].[PairKey], [o].[PhoneHash], [o].[PickupPoint], [o].[PlacedAt], [o].[PlatformDiscount], [o].[Points], [o].[ReceivedAt], [o].[ReceivedFrom], [o].[ReferralCode], [o].[ReturnedAmount], [o].[SearchText], [o].[Shipping], [o].[ShopDiscount], [o].[ShopId], [o].[Source], [o].[Status], [o].[StatusAt], [o].[Version], [o].[VisitorId], [o].[Voucher]
FROM [Orders] AS [o]
WHERE 0 = 1;
SELECT [o].[Id], [o].[EventId], [o].[Note], [o].[OccurredAt], [o].[OrderId], [o].[Part], [o].[Reason], [o].[RecordedAt], [o].[RecordedBy], [o].[Type]
FROM [OrderEvents] AS [o]
WHERE 0 = 1;
SELECT [p].[Code], [o].[Id], [o].[CandidateId], [o].[Cause], [o].[CauseOrderId], [o].[ClickId], [o].[Code], [o].[DecidedAt], [o].[DisputeId], [o].[LinkId], [o].[Number], [o].[OrderId], [o].[PartnerId], [o].[ProgrammeId], [o].[Trace], [o].[VersionId]
FROM [OrderDecisions] AS [o]
INNER JOIN [Programmes] AS [p] ON [o].[ProgrammeId] = [p].[Id]
WHERE 0 = 1;
SELECT [r].[Id], [r].[DecisionNumber], [r].[EarnedAt], [r].[EndedAt], [r].[Gross], [r].[IsReplaced], [r].[IsSuperseded], [r].[Kind], [r].[LinkId], [r].[Net], [r].[OrderId], [r].[PartnerId], [r].[PlacedAt], [r].[PlacedOn], [r].[ProgrammeId], [r].[ReversedGross], [r].[ReversedTax], [r].[State], [r].[Tax], [r].[TaxBasis]
FROM [Rewards] AS [r]
WHERE 0 = 1;
SELECT [s].[Id], [s].[Amount], [s].[Base], [s].[CustomerKey], [s].[DecisionNumber], [s].[FreeOrder], [s].[FreeOrders], [s].[IntroducedBy], [s].[IsReplaced], [s].[OrderId], [s].[PlacedAt], [s].[PlatformPromotion], [s].[PostedId], [s].[ProgrammeId], [s].[Reversed], [s].[ShopId], [s].[Stated]
FROM [Surcharges] AS [s]
WHERE 0 = 1;
-- and ends there: JsonException

-- OrderQueries.OneAsync
SELECT TOP(1) [o].[Id], [o].[AccountKey], [o].[AmendedBy], [o].[CancellationReason], [o].[ClickId], [o].[ContactProtected], [o].[Content], [o].[CustomerId], [o].[DeviceHash], [o].[EarnedAt], [o].[EmailHash], [o].[ExternalId], [o].[HasHeldEvents], [o].[IsAmended], [o].[Items], [o].[NamedUnknownClick], [o].[Paid], [o].[PaidAt], [o].[PairKey], [o].[PhoneHash], [o].[PickupPoint], [o].[PlacedAt], [o].[PlatformDiscount], [o].[Points], [o].[ReceivedAt], [o].[ReceivedFrom], [o].[ReferralCode], [o].[ReturnedAmount], [o].[SearchText], [o].[Shipping], [o].[ShopDiscount], [o].[ShopId], [o].[Source], [o].[Status], [o].[StatusAt], [o].[Version], [o].[VisitorId], [o].[Voucher]
FROM [Orders] AS [o]
WHERE [o].[ExternalId] = @externalId AND [o].[ShopId] = @shop
ORDER BY [o].[PlacedAt] DESC;
SELECT [o].[Id], [o].[EventId], [o].[Note], [o].[OccurredAt], [o].[OrderId], [o].[Part], [o].[Reason], [o].[RecordedAt], [o].[RecordedBy], [o].[Type]
FROM [OrderEvents] AS [o]
WHERE [o].[OrderId] = @ids1;
SELECT [p].[Code], [o].[Id], [o].[CandidateId], [o].[Cause], [o].[CauseOrderId], [o].[ClickId], [o].[Code], [o].[DecidedAt], [o].[DisputeId], [o].[LinkId], [o].[Number], [o].[OrderId], [o].[PartnerId], [o].[ProgrammeId], [o].[Trace], [o].[VersionId]
FROM [OrderDecisions] AS [o]
INNER JOIN [Programmes] AS [p] ON [o].[ProgrammeId] = [p].[Id]
WHERE [o].[OrderId] = @ids1;
SELECT [r].[Id], [r].[DecisionNumber], [r].[EarnedAt], [r].[EndedAt], [r].[Gross], [r].[IsReplaced], [r].[IsSuperseded], [r].[Kind], [r].[LinkId], [r].[Net], [r].[OrderId], [r].[PartnerId], [r].[PlacedAt], [r].[PlacedOn], [r].[ProgrammeId], [r].[ReversedGross], [r].[ReversedTax], [r].[State], [r].[Tax], [r].[TaxBasis]
FROM [Rewards] AS [r]
WHERE [r].[OrderId] = @ids1 AND [r].[IsSuperseded] = CAST(0 AS bit);
SELECT [s].[Id], [s].[Amount], [s].[Base], [s].[CustomerKey], [s].[DecisionNumber], [s].[FreeOrder], [s].[FreeOrders], [s].[IntroducedBy], [s].[IsReplaced], [s].[OrderId], [s].[PlacedAt], [s].[PlatformPromotion], [s].[PostedId], [s].[ProgrammeId], [s].[Reversed], [s].[ShopId], [s].[Stated]
FROM [Surcharges] AS [s]
WHERE [s].[OrderId] = @ids1 AND [s].[IsReplaced] = CAST(0 AS bit);
-- and ends there: JsonException

-- PartnerHomeQueries.MineAsync
SELECT TOP(1) [p].[Name], [p].[Identity], [p].[IdentityReason], [p].[ReferralCode]
FROM [Partners] AS [p]
WHERE [p].[Id] = @mine;
SELECT [p0].[Id], [p0].[Code], [p0].[Name], [p0].[Template], [s].[Name], [p].[PartnerId], [p].[ProgrammeId], [s].[Id], [s0].[Host], [s0].[ShopId], (
    SELECT TOP(1) [p1].[Settings]
    FROM [ProgrammeVersions] AS [p1]
    WHERE [p1].[WithdrawnAt] IS NULL AND [p1].[EffectiveFrom] <= @at AND NOT EXISTS (
        SELECT 1
        FROM [ProgrammeVersions] AS [p2]
        WHERE [p2].[WithdrawnAt] IS NULL AND [p2].[EffectiveFrom] <= @at AND [p2].[ProgrammeId] = [p1].[ProgrammeId] AND ([p2].[EffectiveFrom] > [p1].[EffectiveFrom] OR ([p2].[EffectiveFrom] = [p1].[EffectiveFrom] AND [p2].[Number] > [p1].[Number]))) AND [p1].[ProgrammeId] = [p0].[Id])
FROM [PartnerProgrammes] AS [p]
INNER JOIN [Programmes] AS [p0] ON [p].[ProgrammeId] = [p0].[Id]
INNER JOIN [Shops] AS [s] ON [p0].[ShopId] = [s].[Id]
LEFT JOIN [ShopHosts] AS [s0] ON [s].[Id] = [s0].[ShopId]
WHERE [p].[PartnerId] = @mine
ORDER BY [p].[JoinedAt], [p0].[Code], [p].[PartnerId], [p].[ProgrammeId], [p0].[Id], [s].[Id], [s0].[Host];
-- and ends there: InvalidOperationException

-- PartnerLinkQueries.ClicksAsync
SELECT [l].[Id]
FROM [Links] AS [l]
WHERE [l].[PartnerId] = @partner AND [l].[PausedAt] IS NULL AND [l].[Kind] = @kind AND EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [l].[ProgrammeId] AND [p].[Code] = @code) AND ([l].[SearchText] LIKE @text_contains ESCAPE N'\' OR [l].[Code] LIKE @text_contains0 ESCAPE N'\');

-- PartnerLinkQueries.CodeAsync
SELECT TOP(1) [l].[Code]
FROM [Links] AS [l]
WHERE [l].[PartnerId] = @partner AND [l].[Id] = @linkId;

-- PartnerLinkQueries.DaysAsync
SELECT [l].[Id]
FROM [Links] AS [l]
WHERE [l].[PartnerId] = @partner AND [l].[Id] = @linkIds1;
SELECT [r].[LinkId], [r].[PlacedOn], COUNT(*) AS [Orders], COALESCE(SUM(CASE
    WHEN [r].[State] IN (N'Pending', N'Earned') THEN [r].[Gross]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Reward]
FROM [Rewards] AS [r]
WHERE [r].[IsReplaced] = CAST(0 AS bit) AND [r].[LinkId] = @own1 AND [r].[PlacedOn] >= @first AND [r].[PlacedOn] <= @last
GROUP BY [r].[LinkId], [r].[PlacedOn];

-- PartnerLinkQueries.ListAsync
SELECT [l].[Id], [l].[Code], [l].[Kind], [l].[DestinationUrl], [l].[SubId], [l].[CreatedAt], [l].[PausedAt], (
    SELECT TOP(1) [p0].[Code]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [l].[ProgrammeId]), (
    SELECT TOP(1) [p1].[Name]
    FROM [Programmes] AS [p1]
    WHERE [p1].[Id] = [l].[ProgrammeId]), (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = (
        SELECT TOP(1) [p2].[ShopId]
        FROM [Programmes] AS [p2]
        WHERE [p2].[Id] = [l].[ProgrammeId])), (
    SELECT COUNT(*)
    FROM [Rewards] AS [r]
    WHERE [r].[IsReplaced] = CAST(0 AS bit) AND [r].[LinkId] = [l].[Id] AND [r].[PlacedAt] >= @from AND [r].[PlacedAt] < @to), (
    SELECT COALESCE(SUM([r0].[Gross]), CAST(0 AS bigint))
    FROM [Rewards] AS [r0]
    WHERE [r0].[IsReplaced] = CAST(0 AS bit) AND [r0].[LinkId] = [l].[Id] AND [r0].[State] = N'Pending' AND [r0].[PlacedAt] >= @from AND [r0].[PlacedAt] < @to), (
    SELECT COALESCE(SUM([r1].[Gross]), CAST(0 AS bigint))
    FROM [Rewards] AS [r1]
    WHERE [r1].[IsReplaced] = CAST(0 AS bit) AND [r1].[LinkId] = [l].[Id] AND [r1].[State] = N'Earned' AND [r1].[PlacedAt] >= @from AND [r1].[PlacedAt] < @to)
FROM [Links] AS [l]
WHERE [l].[PartnerId] = @partner AND [l].[PausedAt] IS NULL AND [l].[Kind] = @kind AND EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [l].[ProgrammeId] AND [p].[Code] = @code) AND ([l].[SearchText] LIKE @text_contains ESCAPE N'\' OR [l].[Code] LIKE @text_contains0 ESCAPE N'\')
ORDER BY [l].[CreatedAt] DESC, [l].[Id] DESC
OFFSET @p ROWS FETCH NEXT @p7 ROWS ONLY;
SELECT COUNT(*)
FROM [Links] AS [l]
WHERE [l].[PartnerId] = @partner AND [l].[PausedAt] IS NULL AND [l].[Kind] = @kind AND EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [l].[ProgrammeId] AND [p].[Code] = @code) AND ([l].[SearchText] LIKE @text_contains ESCAPE N'\' OR [l].[Code] LIKE @text_contains0 ESCAPE N'\');

-- PartnerMonthQueries.GetAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = @partnerId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [j].[Month], COUNT(*) AS [Entries], -COALESCE(SUM([j].[Earned]), CAST(0 AS bigint)) AS [Gross], COALESCE(SUM([j].[TaxWithheld] + [j].[TaxRemitted]), CAST(0 AS bigint)) AS [Tax], COALESCE(SUM([j].[PaidOut]), CAST(0 AS bigint)) AS [PaidOut]
FROM [JournalEntries] AS [j]
WHERE [j].[HolderId] = @partnerId
GROUP BY [j].[Month]
ORDER BY [j].[Month];
SELECT [m].[Month]
FROM [MonthCloses] AS [m]
WHERE [m].[State] = N'Closed';

-- PartnerMonthQueries.ListAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = @partnerId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [j].[Month], COUNT(*) AS [Entries], -COALESCE(SUM([j].[Earned]), CAST(0 AS bigint)) AS [Gross], COALESCE(SUM([j].[TaxWithheld] + [j].[TaxRemitted]), CAST(0 AS bigint)) AS [Tax], COALESCE(SUM([j].[PaidOut]), CAST(0 AS bigint)) AS [PaidOut]
FROM [JournalEntries] AS [j]
WHERE [j].[HolderId] = @partnerId
GROUP BY [j].[Month]
ORDER BY [j].[Month];
SELECT [m].[Month]
FROM [MonthCloses] AS [m]
WHERE [m].[State] = N'Closed';

-- PartnerOrderQueries.DaysAsync
SELECT [r].[PlacedOn], [r].[State], COUNT(*), COALESCE(SUM([r].[Gross]), CAST(0 AS bigint))
FROM [Rewards] AS [r]
INNER JOIN [Orders] AS [o] ON [r].[OrderId] = [o].[Id]
WHERE [r].[PartnerId] = @partner AND [r].[IsReplaced] = CAST(0 AS bit) AND [r].[PlacedAt] >= @start AND [r].[PlacedAt] < @end AND EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [r].[ProgrammeId] AND [p].[Code] = @programme) AND EXISTS (
    SELECT 1
    FROM [Links] AS [l]
    WHERE [l].[Id] = [r].[LinkId] AND [l].[PartnerId] = @partner AND [l].[Code] = @link) AND [o].[Status] = @only AND [o].[SearchText] LIKE @text_contains ESCAPE N'\'
GROUP BY [r].[PlacedOn], [r].[State]
ORDER BY [r].[PlacedOn];

-- PartnerOrderQueries.DetailAsync
SELECT TOP(1) [o].[ShopId], (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [o].[ShopId]) AS [Shop], [o].[ExternalId], [o].[PlacedAt], [o].[Status]
FROM [Orders] AS [o]
WHERE [o].[Id] = @orderId AND EXISTS (
    SELECT 1
    FROM [OrderDecisions] AS [o0]
    WHERE [o0].[OrderId] = @orderId AND ([o0].[PartnerId] = @partner OR [o0].[CandidateId] = @partner));
SELECT [o].[Name], [o].[Category], [o].[Quantity], [o].[UnitPrice], [o].[Discount]
FROM [OrderLines] AS [o]
WHERE [o].[OrderId] = @orderId
ORDER BY [o].[Number];
SELECT [p].[Code], [p].[Name], (
    SELECT TOP(1) [p0].[Number]
    FROM [ProgrammeVersions] AS [p0]
    WHERE [p0].[Id] = [o].[VersionId]), (
    SELECT TOP(1) [p1].[EffectiveFrom]
    FROM [ProgrammeVersions] AS [p1]
    WHERE [p1].[Id] = [o].[VersionId]), (
    SELECT TOP(1) [l].[Code]
    FROM [Links] AS [l]
    WHERE [l].[Id] = [o].[LinkId] AND [l].[PartnerId] = @partner), (
    SELECT TOP(1) [l0].[SubId]
    FROM [Links] AS [l0]
    WHERE [l0].[Id] = [o].[LinkId] AND [l0].[PartnerId] = @partner), (
    SELECT TOP(1) [l1].[DestinationUrl]
    FROM [Links] AS [l1]
    WHERE [l1].[Id] = [o].[LinkId] AND [l1].[PartnerId] = @partner), CASE
    WHEN [o].[PartnerId] = @partner AND [o].[PartnerId] IS NOT NULL AND EXISTS (
        SELECT 1
        FROM [RewardHolds] AS [r]
        WHERE [r].[ReleasedAt] IS NULL AND [r].[OrderId] = @orderId AND [r].[ProgrammeId] = [p].[Id] AND [r].[PartnerId] = @partner) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END
FROM [OrderDecisions] AS [o]
INNER JOIN [Programmes] AS [p] ON [o].[ProgrammeId] = [p].[Id]
WHERE [o].[OrderId] = @orderId AND ([o].[PartnerId] = @partner OR [o].[CandidateId] = @partner) AND NOT EXISTS (
    SELECT 1
    FROM [OrderDecisions] AS [o0]
    WHERE [o0].[OrderId] = @orderId AND ([o0].[PartnerId] = @partner OR [o0].[CandidateId] = @partner) AND [o0].[ProgrammeId] = [p].[Id] AND [o0].[Number] > [o].[Number])
ORDER BY [p].[Code];

-- PartnerOrderQueries.ExportAsync
SELECT [o].[Id], [o].[ExternalId], (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [o].[ShopId]), (
    SELECT TOP(1) [p0].[Code]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [r].[ProgrammeId]), (
    SELECT TOP(1) [p1].[Name]
    FROM [Programmes] AS [p1]
    WHERE [p1].[Id] = [r].[ProgrammeId]), [r].[PlacedAt], [o].[Status], [o].[StatusAt], [o].[CancellationReason], COALESCE((
    SELECT TOP(1) [o0].[Name]
    FROM [OrderLines] AS [o0]
    WHERE [o].[Id] = [o0].[OrderId]
    ORDER BY [o0].[Number]), N''), (
    SELECT COUNT(*)
    FROM [OrderLines] AS [o1]
    WHERE [o].[Id] = [o1].[OrderId]), [o].[Paid], [r].[Gross], [r].[Tax], [r].[Net], [r].[State], (
    SELECT TOP(1) [l0].[Code]
    FROM [Links] AS [l0]
    WHERE [l0].[Id] = [r].[LinkId]), (
    SELECT TOP(1) [l1].[SubId]
    FROM [Links] AS [l1]
    WHERE [l1].[Id] = [r].[LinkId])
FROM [Rewards] AS [r]
INNER JOIN [Orders] AS [o] ON [r].[OrderId] = [o].[Id]
WHERE [r].[PartnerId] = @partner AND [r].[IsReplaced] = CAST(0 AS bit) AND [r].[PlacedAt] >= @start AND [r].[PlacedAt] < @end AND EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [r].[ProgrammeId] AND [p].[Code] = @programme) AND EXISTS (
    SELECT 1
    FROM [Links] AS [l]
    WHERE [l].[Id] = [r].[LinkId] AND [l].[PartnerId] = @partner AND [l].[Code] = @link) AND [o].[Status] = @only AND [o].[SearchText] LIKE @text_contains ESCAPE N'\'
ORDER BY [r].[PlacedAt] DESC, [r].[Id];

-- PartnerOrderQueries.ListAsync
SELECT [o].[Id], [o].[ExternalId], (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [o].[ShopId]), (
    SELECT TOP(1) [p0].[Code]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [r].[ProgrammeId]), (
    SELECT TOP(1) [p1].[Name]
    FROM [Programmes] AS [p1]
    WHERE [p1].[Id] = [r].[ProgrammeId]), [r].[PlacedAt], [o].[Status], [o].[StatusAt], [o].[CancellationReason], COALESCE((
    SELECT TOP(1) [o0].[Name]
    FROM [OrderLines] AS [o0]
    WHERE [o].[Id] = [o0].[OrderId]
    ORDER BY [o0].[Number]), N''), (
    SELECT COUNT(*)
    FROM [OrderLines] AS [o1]
    WHERE [o].[Id] = [o1].[OrderId]), [o].[Paid], [r].[Gross], [r].[Tax], [r].[Net], [r].[State], (
    SELECT TOP(1) [l0].[Code]
    FROM [Links] AS [l0]
    WHERE [l0].[Id] = [r].[LinkId]), (
    SELECT TOP(1) [l1].[SubId]
    FROM [Links] AS [l1]
    WHERE [l1].[Id] = [r].[LinkId])
FROM [Rewards] AS [r]
INNER JOIN [Orders] AS [o] ON [r].[OrderId] = [o].[Id]
WHERE [r].[PartnerId] = @partner AND [r].[IsReplaced] = CAST(0 AS bit) AND [r].[PlacedAt] >= @start AND [r].[PlacedAt] < @end AND EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [r].[ProgrammeId] AND [p].[Code] = @programme) AND EXISTS (
    SELECT 1
    FROM [Links] AS [l]
    WHERE [l].[Id] = [r].[LinkId] AND [l].[PartnerId] = @partner AND [l].[Code] = @link) AND [o].[Status] = @only AND [o].[SearchText] LIKE @text_contains ESCAPE N'\'
ORDER BY [r].[PlacedAt] DESC, [r].[Id]
OFFSET @p ROWS FETCH NEXT @p11 ROWS ONLY;

-- PartnerOrderQueries.MissCountAsync
SELECT COUNT(*)
FROM [OrderDecisions] AS [o]
INNER JOIN [Orders] AS [o5] ON [o].[OrderId] = [o5].[Id]
WHERE [o].[Id] IN (
    SELECT [o0].[Id]
    FROM [OrderDecisions] AS [o0]
    WHERE NOT EXISTS (
        SELECT 1
        FROM [OrderDecisions] AS [o1]
        WHERE [o1].[OrderId] = [o0].[OrderId] AND [o1].[ProgrammeId] = [o0].[ProgrammeId] AND [o1].[Number] > [o0].[Number]) AND [o0].[CandidateId] = @partner
    UNION
    SELECT [o4].[Id]
    FROM [Rewards] AS [r]
    INNER JOIN (
        SELECT [o2].[Id], [o2].[OrderId], [o2].[ProgrammeId]
        FROM [OrderDecisions] AS [o2]
        WHERE NOT EXISTS (
            SELECT 1
            FROM [OrderDecisions] AS [o3]
            WHERE [o3].[OrderId] = [o2].[OrderId] AND [o3].[ProgrammeId] = [o2].[ProgrammeId] AND [o3].[Number] > [o2].[Number]) AND ([o2].[PartnerId] IS NULL OR [o2].[PartnerId] <> @partner)
    ) AS [o4] ON [r].[OrderId] = [o4].[OrderId] AND [r].[ProgrammeId] = [o4].[ProgrammeId]
    WHERE [r].[PartnerId] = @partner AND [r].[IsReplaced] = CAST(1 AS bit)
) AND EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [o].[ProgrammeId] AND [p].[Code] = @programme) AND EXISTS (
    SELECT 1
    FROM [Links] AS [l]
    WHERE [l].[Id] = [o].[LinkId] AND [l].[PartnerId] = @partner AND [l].[Code] = @link) AND [o5].[PlacedAt] >= @start AND [o5].[PlacedAt] < @end AND [o5].[SearchText] LIKE @text_contains ESCAPE N'\';

-- PartnerOrderQueries.MissesAsync
SELECT [o5].[Id], [o5].[ExternalId], (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [o5].[ShopId]), (
    SELECT TOP(1) [p0].[Code]
    FROM [Programmes] AS [p0]
    WHERE [p0].[Id] = [o].[ProgrammeId]), (
    SELECT TOP(1) [p1].[Name]
    FROM [Programmes] AS [p1]
    WHERE [p1].[Id] = [o].[ProgrammeId]), [o5].[PlacedAt], [o5].[Status], COALESCE((
    SELECT TOP(1) [o6].[Name]
    FROM [OrderLines] AS [o6]
    WHERE [o5].[Id] = [o6].[OrderId]
    ORDER BY [o6].[Number]), N''), (
    SELECT COUNT(*)
    FROM [OrderLines] AS [o7]
    WHERE [o5].[Id] = [o7].[OrderId]), CASE
    WHEN [o].[CandidateId] = @partner17 THEN [o].[Code]
    ELSE N'another_partner'
END, CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Rewards] AS [r0]
        WHERE [r0].[OrderId] = [o5].[Id] AND [r0].[ProgrammeId] = [o].[ProgrammeId] AND [r0].[PartnerId] = @partner17) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, [o].[Cause], [o].[DecidedAt]
FROM [OrderDecisions] AS [o]
INNER JOIN [Orders] AS [o5] ON [o].[OrderId] = [o5].[Id]
WHERE [o].[Id] IN (
    SELECT [o0].[Id]
    FROM [OrderDecisions] AS [o0]
    WHERE NOT EXISTS (
        SELECT 1
        FROM [OrderDecisions] AS [o1]
        WHERE [o1].[OrderId] = [o0].[OrderId] AND [o1].[ProgrammeId] = [o0].[ProgrammeId] AND [o1].[Number] > [o0].[Number]) AND [o0].[CandidateId] = @partner
    UNION
    SELECT [o4].[Id]
    FROM [Rewards] AS [r]
    INNER JOIN (
        SELECT [o2].[Id], [o2].[OrderId], [o2].[ProgrammeId]
        FROM [OrderDecisions] AS [o2]
        WHERE NOT EXISTS (
            SELECT 1
            FROM [OrderDecisions] AS [o3]
            WHERE [o3].[OrderId] = [o2].[OrderId] AND [o3].[ProgrammeId] = [o2].[ProgrammeId] AND [o3].[Number] > [o2].[Number]) AND ([o2].[PartnerId] IS NULL OR [o2].[PartnerId] <> @partner)
    ) AS [o4] ON [r].[OrderId] = [o4].[OrderId] AND [r].[ProgrammeId] = [o4].[ProgrammeId]
    WHERE [r].[PartnerId] = @partner AND [r].[IsReplaced] = CAST(1 AS bit)
) AND EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [o].[ProgrammeId] AND [p].[Code] = @programme) AND EXISTS (
    SELECT 1
    FROM [Links] AS [l]
    WHERE [l].[Id] = [o].[LinkId] AND [l].[PartnerId] = @partner AND [l].[Code] = @link) AND [o5].[PlacedAt] >= @start AND [o5].[PlacedAt] < @end AND [o5].[SearchText] LIKE @text_contains ESCAPE N'\'
ORDER BY [o5].[PlacedAt] DESC, [o].[Id]
OFFSET @p ROWS FETCH NEXT @p14 ROWS ONLY;

-- PartnerOrderQueries.SumsAsync
SELECT [o].[Status], [r].[State], COUNT(*), COALESCE(SUM([o].[Paid]), CAST(0 AS bigint)), COALESCE(SUM([r].[Gross]), CAST(0 AS bigint)), COALESCE(SUM([r].[Tax]), CAST(0 AS bigint)), COALESCE(SUM([r].[Net]), CAST(0 AS bigint))
FROM [Rewards] AS [r]
INNER JOIN [Orders] AS [o] ON [r].[OrderId] = [o].[Id]
WHERE [r].[PartnerId] = @partner AND [r].[IsReplaced] = CAST(0 AS bit) AND [r].[PlacedAt] >= @start AND [r].[PlacedAt] < @end AND EXISTS (
    SELECT 1
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [r].[ProgrammeId] AND [p].[Code] = @programme) AND EXISTS (
    SELECT 1
    FROM [Links] AS [l]
    WHERE [l].[Id] = [r].[LinkId] AND [l].[PartnerId] = @partner AND [l].[Code] = @link) AND [o].[SearchText] LIKE @text_contains ESCAPE N'\'
GROUP BY [o].[Status], [r].[State];

-- PartnerQueries.CountsAsync
SELECT [p].[Identity] AS [Key], COUNT(*) AS [Count]
FROM [Partners] AS [p]
WHERE EXISTS (
    SELECT 1
    FROM [PartnerProgrammes] AS [p0]
    WHERE [p].[Id] = [p0].[PartnerId] AND EXISTS (
        SELECT 1
        FROM [Programmes] AS [p1]
        WHERE [p1].[Id] = [p0].[ProgrammeId] AND [p1].[Code] = @programme)) AND ([p].[NameSearch] LIKE @folded_contains ESCAPE N'\' OR [p].[Email] LIKE @folded_contains0 ESCAPE N'\' OR [p].[Phone] LIKE @phone_contains ESCAPE N'\' OR [p].[PickupPoint] = @point)
GROUP BY [p].[Identity];

-- PartnerQueries.GetAsync
SELECT TOP(2) [p].[Id], [p].[AgreementSignedAt], [p].[AsksForWithholding], [p].[CreatedAt], [p].[Email], [p].[EmailHash], [p].[Identity], [p].[IdentityDecidedAt], [p].[IdentityReason], [p].[Name], [p].[NameSearch], [p].[PayeeType], [p].[Phone], [p].[PhoneHash], [p].[PickupPoint], [p].[ReferralCode], [p].[TaxCommitmentFrom], [p].[TaxCommitmentUntil], [p].[Version]
FROM [Partners] AS [p]
WHERE [p].[Id] = @partnerId;
SELECT [p].[PartnerId], [p].[ProgrammeId]
FROM [PartnerProgrammes] AS [p]
WHERE [p].[PartnerId] = @ids1;
SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template], [p0].[Id], [p0].[CreatedAt], [p0].[CreatedBy], [p0].[EffectiveFrom], [p0].[Note], [p0].[Number], [p0].[ProgrammeId], [p0].[Settings], [p0].[WithdrawnAt], [p0].[WithdrawnBy]
FROM [Programmes] AS [p]
LEFT JOIN [ProgrammeVersions] AS [p0] ON [p].[Id] = [p0].[ProgrammeId]
WHERE [p].[Id] = @programmeIds1
ORDER BY [p].[Id];
-- and ends there: NullReferenceException

-- PartnerQueries.ListAsync
SELECT TOP(@p) [p].[Id], [p].[AgreementSignedAt], [p].[AsksForWithholding], [p].[CreatedAt], [p].[Email], [p].[EmailHash], [p].[Identity], [p].[IdentityDecidedAt], [p].[IdentityReason], [p].[Name], [p].[NameSearch], [p].[PayeeType], [p].[Phone], [p].[PhoneHash], [p].[PickupPoint], [p].[ReferralCode], [p].[TaxCommitmentFrom], [p].[TaxCommitmentUntil], [p].[Version]
FROM [Partners] AS [p]
WHERE [p].[CreatedAt] < @after_At OR ([p].[CreatedAt] = @after_At AND [p].[Id] < @after_Id)
ORDER BY [p].[CreatedAt] DESC, [p].[Id] DESC;
SELECT [p].[PartnerId], [p].[ProgrammeId]
FROM [PartnerProgrammes] AS [p]
WHERE [p].[PartnerId] = @ids1;
SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template], [p0].[Id], [p0].[CreatedAt], [p0].[CreatedBy], [p0].[EffectiveFrom], [p0].[Note], [p0].[Number], [p0].[ProgrammeId], [p0].[Settings], [p0].[WithdrawnAt], [p0].[WithdrawnBy]
FROM [Programmes] AS [p]
LEFT JOIN [ProgrammeVersions] AS [p0] ON [p].[Id] = [p0].[ProgrammeId]
WHERE [p].[Id] = @programmeIds1
ORDER BY [p].[Id];
SELECT [p].[PartnerId], [p].[ProgrammeId]
FROM [PartnerProgrammes] AS [p]
WHERE 0 = 1;
SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template], [p0].[Id], [p0].[CreatedAt], [p0].[CreatedBy], [p0].[EffectiveFrom], [p0].[Note], [p0].[Number], [p0].[ProgrammeId], [p0].[Settings], [p0].[WithdrawnAt], [p0].[WithdrawnBy]
FROM [Programmes] AS [p]
LEFT JOIN [ProgrammeVersions] AS [p0] ON [p].[Id] = [p0].[ProgrammeId]
WHERE 0 = 1
ORDER BY [p].[Id];
-- and ends there: NullReferenceException

-- PartnerQueries.SearchAsync
SELECT [p].[Id], [p].[AgreementSignedAt], [p].[AsksForWithholding], [p].[CreatedAt], [p].[Email], [p].[EmailHash], [p].[Identity], [p].[IdentityDecidedAt], [p].[IdentityReason], [p].[Name], [p].[NameSearch], [p].[PayeeType], [p].[Phone], [p].[PhoneHash], [p].[PickupPoint], [p].[ReferralCode], [p].[TaxCommitmentFrom], [p].[TaxCommitmentUntil], [p].[Version]
FROM [Partners] AS [p]
WHERE EXISTS (
    SELECT 1
    FROM [PartnerProgrammes] AS [p0]
    WHERE [p].[Id] = [p0].[PartnerId] AND EXISTS (
        SELECT 1
        FROM [Programmes] AS [p1]
        WHERE [p1].[Id] = [p0].[ProgrammeId] AND [p1].[Code] = @programme)) AND ([p].[NameSearch] LIKE @folded_contains ESCAPE N'\' OR [p].[Email] LIKE @folded_contains0 ESCAPE N'\' OR [p].[Phone] LIKE @phone_contains ESCAPE N'\' OR [p].[PickupPoint] = @point) AND [p].[Identity] = @identity
ORDER BY [p].[CreatedAt] DESC, [p].[Id]
OFFSET @p ROWS FETCH NEXT @p8 ROWS ONLY;
SELECT [p].[PartnerId], [p].[ProgrammeId]
FROM [PartnerProgrammes] AS [p]
WHERE [p].[PartnerId] = @ids1;
SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template], [p0].[Id], [p0].[CreatedAt], [p0].[CreatedBy], [p0].[EffectiveFrom], [p0].[Note], [p0].[Number], [p0].[ProgrammeId], [p0].[Settings], [p0].[WithdrawnAt], [p0].[WithdrawnBy]
FROM [Programmes] AS [p]
LEFT JOIN [ProgrammeVersions] AS [p0] ON [p].[Id] = [p0].[ProgrammeId]
WHERE [p].[Id] = @programmeIds1
ORDER BY [p].[Id];
SELECT [p].[PartnerId], [p].[ProgrammeId]
FROM [PartnerProgrammes] AS [p]
WHERE 0 = 1;
SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template], [p0].[Id], [p0].[CreatedAt], [p0].[CreatedBy], [p0].[EffectiveFrom], [p0].[Note], [p0].[Number], [p0].[ProgrammeId], [p0].[Settings], [p0].[WithdrawnAt], [p0].[WithdrawnBy]
FROM [Programmes] AS [p]
LEFT JOIN [ProgrammeVersions] AS [p0] ON [p].[Id] = [p0].[ProgrammeId]
WHERE 0 = 1
ORDER BY [p].[Id];
SELECT COUNT(*)
FROM [Partners] AS [p]
WHERE EXISTS (
    SELECT 1
    FROM [PartnerProgrammes] AS [p0]
    WHERE [p].[Id] = [p0].[PartnerId] AND EXISTS (
        SELECT 1
        FROM [Programmes] AS [p1]
        WHERE [p1].[Id] = [p0].[ProgrammeId] AND [p1].[Code] = @programme)) AND ([p].[NameSearch] LIKE @folded_contains ESCAPE N'\' OR [p].[Email] LIKE @folded_contains0 ESCAPE N'\' OR [p].[Phone] LIKE @phone_contains ESCAPE N'\' OR [p].[PickupPoint] = @point) AND [p].[Identity] = @identity;
-- and ends there: NullReferenceException

-- PayoutPreviewQueries.GetAsync
SELECT TOP(2) [p].[Id], [p].[ApprovedAt], [p].[ApprovedBy], [p].[EndedAt], [p].[MadeAt], [p].[MadeBy], [p].[MadeById], [p].[Month], [p].[Number], [p].[State], [p].[Version], [p].[Week]
FROM [PayoutBatches] AS [p]
WHERE [p].[Id] = @batchId;

-- PayoutQueries.FetchedAsync
SELECT TOP(@p) [a].[Id], [a].[Action], [a].[Actor], [a].[ActorId], [a].[Address], [a].[After], [a].[At], [a].[Before], [a].[Block], [a].[Hash], [a].[Kind], [a].[PartnerId], [a].[SearchText], [a].[Subject], [a].[SubjectId]
FROM [AuditRecords] AS [a]
WHERE [a].[SubjectId] = @batchId AND [a].[Action] = N'batch_exported' AND [a].[After] IS NOT NULL
ORDER BY [a].[At] DESC, [a].[Id] DESC;
-- and ends there: InvalidOperationException

-- PayoutQueries.GetAsync
SELECT [p].[Id], [p].[ApprovedAt], [p].[ApprovedBy], [p].[EndedAt], [p].[MadeAt], [p].[MadeBy], [p].[MadeById], [p].[Month], [p].[Number], [p].[State], [p].[Version], [p].[Week]
FROM [PayoutBatches] AS [p]
WHERE [p].[Id] = @batchId;
SELECT [p].[BatchId], [p].[State], COUNT(*) AS [Count], COALESCE(SUM([p].[Amount]), CAST(0 AS bigint)) AS [Amount], COALESCE(SUM([p].[Tax]), CAST(0 AS bigint)) AS [Tax]
FROM [PayoutLines] AS [p]
WHERE [p].[BatchId] = @ids1
GROUP BY [p].[BatchId], [p].[State];
SELECT [r].[BatchId] AS [Key], COUNT(*) AS [Count]
FROM [ReconciliationExceptions] AS [r]
WHERE [r].[BatchId] = @ids1 AND [r].[SettledAt] IS NULL
GROUP BY [r].[BatchId];
SELECT [p].[BatchId], [p].[State], COUNT(*) AS [Count], COALESCE(SUM([p].[Amount]), CAST(0 AS bigint)) AS [Amount], COALESCE(SUM([p].[Tax]), CAST(0 AS bigint)) AS [Tax]
FROM [PayoutLines] AS [p]
WHERE 0 = 1
GROUP BY [p].[BatchId], [p].[State];
SELECT [r].[BatchId] AS [Key], COUNT(*) AS [Count]
FROM [ReconciliationExceptions] AS [r]
WHERE 0 = 1
GROUP BY [r].[BatchId];

-- PayoutQueries.LinesAsync
SELECT [p3].[BatchId], [p3].[WithdrawalId], [p3].[Amount], [p3].[ChangedAt], [p3].[ChangedBy], [p3].[HolderId], [p3].[Reason], [p3].[State], [p3].[Tax], [w3].[Id], [w3].[Amount], [w3].[Available], [w3].[AvailablePreTax], [w3].[BankAccountId], [w3].[BatchId], [w3].[EndedAt], [w3].[Holder], [w3].[HolderId], [w3].[Month], [w3].[Reason], [w3].[Reference], [w3].[RequestedAt], [w3].[RequestedBy], [w3].[State], [w3].[StatementId], [w3].[Tax], [w3].[Version], [b2].[Id], [b2].[AddedAt], [b2].[BankCode], [b2].[Holder], [b2].[NumberEnd], [b2].[NumberHash], [b2].[NumberProtected], [b2].[Owner], [b2].[OwnerId], [b2].[RemovedAt], [b2].[UsableFrom], COALESCE((
    SELECT TOP(1) [p4].[Name]
    FROM [Partners] AS [p4]
    WHERE [p4].[Id] = [p3].[HolderId]), (
    SELECT TOP(1) [s0].[Name]
    FROM [Shops] AS [s0]
    WHERE [s0].[Id] = [p3].[HolderId]), N'') AS [Payee]
FROM (
    SELECT [p].[BatchId], [p].[WithdrawalId], [p].[Amount], [p].[ChangedAt], [p].[ChangedBy], [p].[HolderId], [p].[Reason], [p].[State], [p].[Tax]
    FROM [PayoutLines] AS [p]
    WHERE [p].[BatchId] = @batchId AND [p].[State] IN (N'Included', N'Paid', N'Rejected') AND ([p].[HolderId] IN (
        SELECT [p0].[HolderId]
        FROM [PayoutLines] AS [p0]
        INNER JOIN [Withdrawals] AS [w] ON [p0].[WithdrawalId] = [w].[Id]
        INNER JOIN [BankAccounts] AS [b] ON [w].[BankAccountId] = [b].[Id]
        WHERE [p0].[BatchId] = @batchId1 AND [p0].[State] IN (N'Included', N'Paid', N'Rejected')
        GROUP BY [p0].[HolderId]
        HAVING COUNT(*) > 1
    ) OR EXISTS (
        SELECT 1
        FROM [Withdrawals] AS [w0]
        WHERE [w0].[Id] = [p].[WithdrawalId] AND EXISTS (
            SELECT 1
            FROM [BankAccounts] AS [b0]
            WHERE [b0].[Id] = [w0].[BankAccountId] AND [b0].[NumberHash] IN (
                SELECT [b1].[NumberHash]
                FROM [PayoutLines] AS [p1]
                INNER JOIN [Withdrawals] AS [w1] ON [p1].[WithdrawalId] = [w1].[Id]
                INNER JOIN [BankAccounts] AS [b1] ON [w1].[BankAccountId] = [b1].[Id]
                WHERE [p1].[BatchId] = @batchId1 AND [p1].[State] IN (N'Included', N'Paid', N'Rejected')
                GROUP BY [b1].[NumberHash]
                HAVING COUNT(*) > 1
            )))) AND (EXISTS (
        SELECT 1
        FROM [Withdrawals] AS [w2]
        WHERE [w2].[Id] = [p].[WithdrawalId] AND [w2].[Reference] LIKE @reference_contains ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Partners] AS [p2]
        WHERE [p2].[Id] = [p].[HolderId] AND [p2].[NameSearch] LIKE @text_contains ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [p].[HolderId] AND [s].[NameSearch] LIKE @text_contains ESCAPE N'\')) AND [p].[State] = @states1
    ORDER BY [p].[Amount] DESC, [p].[WithdrawalId]
    OFFSET @p ROWS FETCH NEXT @p11 ROWS ONLY
) AS [p3]
INNER JOIN [Withdrawals] AS [w3] ON [p3].[WithdrawalId] = [w3].[Id]
INNER JOIN [BankAccounts] AS [b2] ON [w3].[BankAccountId] = [b2].[Id]
ORDER BY [p3].[Amount] DESC, [p3].[WithdrawalId];
SELECT COUNT(*)
FROM [PayoutLines] AS [p]
WHERE [p].[BatchId] = @batchId AND [p].[State] IN (N'Included', N'Paid', N'Rejected') AND ([p].[HolderId] IN (
    SELECT [p0].[HolderId]
    FROM [PayoutLines] AS [p0]
    INNER JOIN [Withdrawals] AS [w] ON [p0].[WithdrawalId] = [w].[Id]
    INNER JOIN [BankAccounts] AS [b] ON [w].[BankAccountId] = [b].[Id]
    WHERE [p0].[BatchId] = @batchId1 AND [p0].[State] IN (N'Included', N'Paid', N'Rejected')
    GROUP BY [p0].[HolderId]
    HAVING COUNT(*) > 1
) OR EXISTS (
    SELECT 1
    FROM [Withdrawals] AS [w0]
    WHERE [w0].[Id] = [p].[WithdrawalId] AND EXISTS (
        SELECT 1
        FROM [BankAccounts] AS [b0]
        WHERE [b0].[Id] = [w0].[BankAccountId] AND [b0].[NumberHash] IN (
            SELECT [b1].[NumberHash]
            FROM [PayoutLines] AS [p1]
            INNER JOIN [Withdrawals] AS [w1] ON [p1].[WithdrawalId] = [w1].[Id]
            INNER JOIN [BankAccounts] AS [b1] ON [w1].[BankAccountId] = [b1].[Id]
            WHERE [p1].[BatchId] = @batchId1 AND [p1].[State] IN (N'Included', N'Paid', N'Rejected')
            GROUP BY [b1].[NumberHash]
            HAVING COUNT(*) > 1
        )))) AND (EXISTS (
    SELECT 1
    FROM [Withdrawals] AS [w2]
    WHERE [w2].[Id] = [p].[WithdrawalId] AND [w2].[Reference] LIKE @reference_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Partners] AS [p2]
    WHERE [p2].[Id] = [p].[HolderId] AND [p2].[NameSearch] LIKE @text_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [p].[HolderId] AND [s].[NameSearch] LIKE @text_contains ESCAPE N'\')) AND [p].[State] = @states1;

-- PayoutQueries.LineSumsAsync
SELECT [p].[State] AS [Key], COUNT(*) AS [Count], COALESCE(SUM([p].[Amount]), CAST(0 AS bigint)) AS [Amount], COALESCE(SUM([p].[Tax]), CAST(0 AS bigint)) AS [Tax]
FROM [PayoutLines] AS [p]
WHERE [p].[BatchId] = @batchId AND [p].[State] IN (N'Included', N'Paid', N'Rejected') AND ([p].[HolderId] IN (
    SELECT [p0].[HolderId]
    FROM [PayoutLines] AS [p0]
    INNER JOIN [Withdrawals] AS [w] ON [p0].[WithdrawalId] = [w].[Id]
    INNER JOIN [BankAccounts] AS [b] ON [w].[BankAccountId] = [b].[Id]
    WHERE [p0].[BatchId] = @batchId1 AND [p0].[State] IN (N'Included', N'Paid', N'Rejected')
    GROUP BY [p0].[HolderId]
    HAVING COUNT(*) > 1
) OR EXISTS (
    SELECT 1
    FROM [Withdrawals] AS [w0]
    WHERE [w0].[Id] = [p].[WithdrawalId] AND EXISTS (
        SELECT 1
        FROM [BankAccounts] AS [b0]
        WHERE [b0].[Id] = [w0].[BankAccountId] AND [b0].[NumberHash] IN (
            SELECT [b1].[NumberHash]
            FROM [PayoutLines] AS [p1]
            INNER JOIN [Withdrawals] AS [w1] ON [p1].[WithdrawalId] = [w1].[Id]
            INNER JOIN [BankAccounts] AS [b1] ON [w1].[BankAccountId] = [b1].[Id]
            WHERE [p1].[BatchId] = @batchId1 AND [p1].[State] IN (N'Included', N'Paid', N'Rejected')
            GROUP BY [b1].[NumberHash]
            HAVING COUNT(*) > 1
        )))) AND (EXISTS (
    SELECT 1
    FROM [Withdrawals] AS [w2]
    WHERE [w2].[Id] = [p].[WithdrawalId] AND [w2].[Reference] LIKE @reference_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Partners] AS [p2]
    WHERE [p2].[Id] = [p].[HolderId] AND [p2].[NameSearch] LIKE @text_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [p].[HolderId] AND [s].[NameSearch] LIKE @text_contains ESCAPE N'\'))
GROUP BY [p].[State];

-- PayoutQueries.ListAsync
SELECT [p].[Id], [p].[ApprovedAt], [p].[ApprovedBy], [p].[EndedAt], [p].[MadeAt], [p].[MadeBy], [p].[MadeById], [p].[Month], [p].[Number], [p].[State], [p].[Version], [p].[Week]
FROM [PayoutBatches] AS [p]
WHERE [p].[State] = @only
ORDER BY [p].[MadeAt] DESC, [p].[Id] DESC
OFFSET @p ROWS FETCH NEXT @p2 ROWS ONLY;
SELECT [p].[BatchId], [p].[State], COUNT(*) AS [Count], COALESCE(SUM([p].[Amount]), CAST(0 AS bigint)) AS [Amount], COALESCE(SUM([p].[Tax]), CAST(0 AS bigint)) AS [Tax]
FROM [PayoutLines] AS [p]
WHERE [p].[BatchId] = @ids1
GROUP BY [p].[BatchId], [p].[State];
SELECT [r].[BatchId] AS [Key], COUNT(*) AS [Count]
FROM [ReconciliationExceptions] AS [r]
WHERE [r].[BatchId] = @ids1 AND [r].[SettledAt] IS NULL
GROUP BY [r].[BatchId];
SELECT COUNT(*)
FROM [PayoutBatches] AS [p]
WHERE [p].[State] = @only;
SELECT [p].[BatchId], [p].[State], COUNT(*) AS [Count], COALESCE(SUM([p].[Amount]), CAST(0 AS bigint)) AS [Amount], COALESCE(SUM([p].[Tax]), CAST(0 AS bigint)) AS [Tax]
FROM [PayoutLines] AS [p]
WHERE 0 = 1
GROUP BY [p].[BatchId], [p].[State];
SELECT [r].[BatchId] AS [Key], COUNT(*) AS [Count]
FROM [ReconciliationExceptions] AS [r]
WHERE 0 = 1
GROUP BY [r].[BatchId];

-- PayoutQueries.PageAsync
SELECT TOP(@p) [p].[Id], [p].[ApprovedAt], [p].[ApprovedBy], [p].[EndedAt], [p].[MadeAt], [p].[MadeBy], [p].[MadeById], [p].[Month], [p].[Number], [p].[State], [p].[Version], [p].[Week]
FROM [PayoutBatches] AS [p]
WHERE [p].[MadeAt] < @after_At OR ([p].[MadeAt] = @after_At AND [p].[Id] < @after_Id)
ORDER BY [p].[MadeAt] DESC, [p].[Id] DESC;
SELECT [p].[BatchId], [p].[State], COUNT(*) AS [Count], COALESCE(SUM([p].[Amount]), CAST(0 AS bigint)) AS [Amount], COALESCE(SUM([p].[Tax]), CAST(0 AS bigint)) AS [Tax]
FROM [PayoutLines] AS [p]
WHERE [p].[BatchId] = @ids1
GROUP BY [p].[BatchId], [p].[State];
SELECT [r].[BatchId] AS [Key], COUNT(*) AS [Count]
FROM [ReconciliationExceptions] AS [r]
WHERE [r].[BatchId] = @ids1 AND [r].[SettledAt] IS NULL
GROUP BY [r].[BatchId];
SELECT [p].[BatchId], [p].[State], COUNT(*) AS [Count], COALESCE(SUM([p].[Amount]), CAST(0 AS bigint)) AS [Amount], COALESCE(SUM([p].[Tax]), CAST(0 AS bigint)) AS [Tax]
FROM [PayoutLines] AS [p]
WHERE 0 = 1
GROUP BY [p].[BatchId], [p].[State];
SELECT [r].[BatchId] AS [Key], COUNT(*) AS [Count]
FROM [ReconciliationExceptions] AS [r]
WHERE 0 = 1
GROUP BY [r].[BatchId];

-- PayoutQueries.PageLinesAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [PayoutBatches] AS [p]
        WHERE [p].[Id] = @batchId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT TOP(@p) [p].[BatchId], [p].[WithdrawalId], [p].[Amount], [p].[ChangedAt], [p].[ChangedBy], [p].[HolderId], [p].[Reason], [p].[State], [p].[Tax], [w].[Id], [w].[Amount], [w].[Available], [w].[AvailablePreTax], [w].[BankAccountId], [w].[BatchId], [w].[EndedAt], [w].[Holder], [w].[HolderId], [w].[Month], [w].[Reason], [w].[Reference], [w].[RequestedAt], [w].[RequestedBy], [w].[State], [w].[StatementId], [w].[Tax], [w].[Version], [b].[Id], [b].[AddedAt], [b].[BankCode], [b].[Holder], [b].[NumberEnd], [b].[NumberHash], [b].[NumberProtected], [b].[Owner], [b].[OwnerId], [b].[RemovedAt], [b].[UsableFrom], COALESCE((
    SELECT TOP(1) [p0].[Name]
    FROM [Partners] AS [p0]
    WHERE [p0].[Id] = [p].[HolderId]), (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [p].[HolderId]), N'') AS [Payee]
FROM [PayoutLines] AS [p]
INNER JOIN [Withdrawals] AS [w] ON [p].[WithdrawalId] = [w].[Id]
INNER JOIN [BankAccounts] AS [b] ON [w].[BankAccountId] = [b].[Id]
WHERE [p].[BatchId] = @batchId AND [p].[State] = @state AND ([w].[RequestedAt] < @after_At OR ([w].[RequestedAt] = @after_At AND [w].[Id] < @after_Id))
ORDER BY [w].[RequestedAt] DESC, [w].[Id] DESC;

-- PayoutQueries.PageUnmatchedAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [PayoutBatches] AS [p]
        WHERE [p].[Id] = @batchId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT TOP(@p) [r].[Id], [r].[BatchId], (
    SELECT TOP(1) [p].[Number]
    FROM [PayoutBatches] AS [p]
    WHERE [p].[Id] = [r].[BatchId]), [r].[Kind], [r].[Reference], [r].[Amount], [r].[AccountEnd], [r].[Paid], [r].[Text], [r].[At], [r].[SettledAt], [r].[SettledBy], [r].[Note], [r].[ListedById]
FROM [ReconciliationExceptions] AS [r]
WHERE [r].[BatchId] = @batchId AND ([r].[At] < @after_At OR ([r].[At] = @after_At AND [r].[Id] < @after_Id))
ORDER BY [r].[At] DESC, [r].[Id] DESC;

-- PayoutQueries.UnmatchedAsync
SELECT [r].[Id], [r].[BatchId], (
    SELECT TOP(1) [p].[Number]
    FROM [PayoutBatches] AS [p]
    WHERE [p].[Id] = [r].[BatchId]), [r].[Kind], [r].[Reference], [r].[Amount], [r].[AccountEnd], [r].[Paid], [r].[Text], [r].[At], [r].[SettledAt], [r].[SettledBy], [r].[Note], [r].[ListedById]
FROM [ReconciliationExceptions] AS [r]
WHERE [r].[BatchId] = @batch
ORDER BY [r].[At] DESC, [r].[Id] DESC
OFFSET @p ROWS FETCH NEXT @p2 ROWS ONLY;
SELECT COUNT(*)
FROM [ReconciliationExceptions] AS [r]
WHERE [r].[BatchId] = @batch;

-- PayoutQueries.VietQrAsync
SELECT TOP(2) [p].[BatchId], [p].[WithdrawalId], [p].[Amount], [p].[ChangedAt], [p].[ChangedBy], [p].[HolderId], [p].[Reason], [p].[State], [p].[Tax], [w].[Id], [w].[Amount], [w].[Available], [w].[AvailablePreTax], [w].[BankAccountId], [w].[BatchId], [w].[EndedAt], [w].[Holder], [w].[HolderId], [w].[Month], [w].[Reason], [w].[Reference], [w].[RequestedAt], [w].[RequestedBy], [w].[State], [w].[StatementId], [w].[Tax], [w].[Version], [b].[Id], [b].[AddedAt], [b].[BankCode], [b].[Holder], [b].[NumberEnd], [b].[NumberHash], [b].[NumberProtected], [b].[Owner], [b].[OwnerId], [b].[RemovedAt], [b].[UsableFrom], COALESCE((
    SELECT TOP(1) [p0].[Name]
    FROM [Partners] AS [p0]
    WHERE [p0].[Id] = [p].[HolderId]), (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [p].[HolderId]), N'') AS [Payee]
FROM [PayoutLines] AS [p]
INNER JOIN [Withdrawals] AS [w] ON [p].[WithdrawalId] = [w].[Id]
INNER JOIN [BankAccounts] AS [b] ON [w].[BankAccountId] = [b].[Id]
WHERE [p].[BatchId] = @batchId AND [p].[WithdrawalId] = @withdrawalId;

-- PayoutReviewQueries.GetAsync
SELECT TOP(2) [p].[Id], [p].[ApprovedAt], [p].[ApprovedBy], [p].[EndedAt], [p].[MadeAt], [p].[MadeBy], [p].[MadeById], [p].[Month], [p].[Number], [p].[State], [p].[Version], [p].[Week]
FROM [PayoutBatches] AS [p]
WHERE [p].[Id] = @batchId;
SELECT TOP(1) [p].[Id], [p].[Number], [p].[Month], [p].[Week]
FROM [PayoutBatches] AS [p]
WHERE [p].[Week] < @week AND [p].[State] <> N'Discarded'
ORDER BY [p].[Week] DESC;
SELECT TOP(2) COUNT(*) AS [Count], COALESCE(SUM([p0].[Amount] - [p0].[Tax]), CAST(0 AS bigint)) AS [Total]
FROM (
    SELECT [p].[Amount], [p].[Tax], 1 AS [Key]
    FROM [PayoutLines] AS [p]
    WHERE [p].[BatchId] = @before_Id AND [p].[State] IN (N'Included', N'Paid', N'Rejected')
) AS [p0]
GROUP BY [p0].[Key];
SELECT COUNT(*)
FROM [PayoutLines] AS [p]
WHERE [p].[BatchId] = @batchId AND [p].[State] IN (N'Included', N'Paid', N'Rejected') AND ([p].[HolderId] IN (
    SELECT [p0].[HolderId]
    FROM [PayoutLines] AS [p0]
    INNER JOIN [Withdrawals] AS [w] ON [p0].[WithdrawalId] = [w].[Id]
    INNER JOIN [BankAccounts] AS [b] ON [w].[BankAccountId] = [b].[Id]
    WHERE [p0].[BatchId] = @batchId1 AND [p0].[State] IN (N'Included', N'Paid', N'Rejected')
    GROUP BY [p0].[HolderId]
    HAVING COUNT(*) > 1
) OR EXISTS (
    SELECT 1
    FROM [Withdrawals] AS [w0]
    WHERE [w0].[Id] = [p].[WithdrawalId] AND EXISTS (
        SELECT 1
        FROM [BankAccounts] AS [b0]
        WHERE [b0].[Id] = [w0].[BankAccountId] AND [b0].[NumberHash] IN (
            SELECT [b1].[NumberHash]
            FROM [PayoutLines] AS [p1]
            INNER JOIN [Withdrawals] AS [w1] ON [p1].[WithdrawalId] = [w1].[Id]
            INNER JOIN [BankAccounts] AS [b1] ON [w1].[BankAccountId] = [b1].[Id]
            WHERE [p1].[BatchId] = @batchId1 AND [p1].[State] IN (N'Included', N'Paid', N'Rejected')
            GROUP BY [b1].[NumberHash]
            HAVING COUNT(*) > 1
        ))));
SELECT COUNT(*)
FROM [PayoutLines] AS [p]
WHERE [p].[BatchId] = @batchId AND [p].[State] IN (N'Included', N'Paid', N'Rejected') AND EXISTS (
    SELECT 1
    FROM [Withdrawals] AS [w]
    WHERE [w].[Id] = [p].[WithdrawalId] AND EXISTS (
        SELECT 1
        FROM [BankAccounts] AS [b]
        WHERE [b].[Id] = [w].[BankAccountId] AND EXISTS (
            SELECT 1
            FROM [BankAccounts] AS [b0]
            WHERE [b0].[OwnerId] = [b].[OwnerId] AND [b0].[AddedAt] < [b].[AddedAt] AND [b0].[NumberHash] <> [b].[NumberHash]) AND NOT EXISTS (
            SELECT 1
            FROM [Withdrawals] AS [w0]
            WHERE [w0].[HolderId] = [p].[HolderId] AND [w0].[State] = N'Paid' AND ([w0].[BatchId] <> @batchId2 OR [w0].[BatchId] IS NULL) AND EXISTS (
                SELECT 1
                FROM [BankAccounts] AS [b1]
                WHERE [b1].[Id] = [w0].[BankAccountId] AND [b1].[NumberHash] = [b].[NumberHash]))));

-- ProgrammeQueries.GetAsync
SELECT [p1].[Id], [p1].[Code], [p1].[CreatedAt], [p1].[Name], [p1].[ShopId], [p1].[Template], [p0].[Id], [p0].[CreatedAt], [p0].[CreatedBy], [p0].[EffectiveFrom], [p0].[Note], [p0].[Number], [p0].[ProgrammeId], [p0].[Settings], [p0].[WithdrawnAt], [p0].[WithdrawnBy]
FROM (
    SELECT TOP(2) [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template]
    FROM [Programmes] AS [p]
    WHERE [p].[Code] = @wanted
) AS [p1]
LEFT JOIN [ProgrammeVersions] AS [p0] ON [p1].[Id] = [p0].[ProgrammeId]
ORDER BY [p1].[Id];
-- and ends there: NullReferenceException

-- ProgrammeQueries.ListAsync
SELECT [p1].[Id], [p1].[Code], [p1].[CreatedAt], [p1].[Name], [p1].[ShopId], [p1].[Template], [p0].[Id], [p0].[CreatedAt], [p0].[CreatedBy], [p0].[EffectiveFrom], [p0].[Note], [p0].[Number], [p0].[ProgrammeId], [p0].[Settings], [p0].[WithdrawnAt], [p0].[WithdrawnBy]
FROM (
    SELECT TOP(@p) [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template]
    FROM [Programmes] AS [p]
    WHERE [p].[ShopId] = @shopId AND ([p].[CreatedAt] < @after_At OR ([p].[CreatedAt] = @after_At AND [p].[Id] < @after_Id))
    ORDER BY [p].[CreatedAt] DESC, [p].[Id] DESC
) AS [p1]
LEFT JOIN [ProgrammeVersions] AS [p0] ON [p1].[Id] = [p0].[ProgrammeId]
ORDER BY [p1].[CreatedAt] DESC, [p1].[Id] DESC;
-- and ends there: NullReferenceException

-- ProgrammeQueries.NamesAsync
SELECT [p].[Code], [p].[Name]
FROM [Programmes] AS [p]
ORDER BY [p].[Name], [p].[Code];

-- ProgrammeQueries.SearchAsync
SELECT [p1].[Id], [p1].[Code], [p1].[CreatedAt], [p1].[Name], [p1].[ShopId], [p1].[Template], [p0].[Id], [p0].[CreatedAt], [p0].[CreatedBy], [p0].[EffectiveFrom], [p0].[Note], [p0].[Number], [p0].[ProgrammeId], [p0].[Settings], [p0].[WithdrawnAt], [p0].[WithdrawnBy]
FROM (
    SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template]
    FROM [Programmes] AS [p]
    WHERE [p].[ShopId] = @shopId AND ([p].[Name] LIKE @text_contains ESCAPE N'\' OR [p].[Code] LIKE @folded_contains ESCAPE N'\')
    ORDER BY [p].[CreatedAt] DESC, [p].[Id]
    OFFSET @p ROWS FETCH NEXT @p4 ROWS ONLY
) AS [p1]
LEFT JOIN [ProgrammeVersions] AS [p0] ON [p1].[Id] = [p0].[ProgrammeId]
ORDER BY [p1].[CreatedAt] DESC, [p1].[Id];
SELECT COUNT(*)
FROM [Programmes] AS [p]
WHERE [p].[ShopId] = @shopId AND ([p].[Name] LIKE @text_contains ESCAPE N'\' OR [p].[Code] LIKE @folded_contains ESCAPE N'\');
-- and ends there: NullReferenceException

-- ProgrammeQueries.StoryAsync
SELECT [p1].[Id], [p1].[Code], [p1].[CreatedAt], [p1].[Name], [p1].[ShopId], [p1].[Template], [p0].[Id], [p0].[CreatedAt], [p0].[CreatedBy], [p0].[EffectiveFrom], [p0].[Note], [p0].[Number], [p0].[ProgrammeId], [p0].[Settings], [p0].[WithdrawnAt], [p0].[WithdrawnBy]
FROM (
    SELECT TOP(2) [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template]
    FROM [Programmes] AS [p]
    WHERE [p].[Code] = @wanted
) AS [p1]
LEFT JOIN [ProgrammeVersions] AS [p0] ON [p1].[Id] = [p0].[ProgrammeId]
ORDER BY [p1].[Id];
SELECT TOP(2) [s].[Name]
FROM [Shops] AS [s]
WHERE [s].[Id] = @programme_ShopId;
-- and ends there: NullReferenceException

-- ProgrammeQueries.VersionsAsync
SELECT [p1].[Id], [p1].[Code], [p1].[CreatedAt], [p1].[Name], [p1].[ShopId], [p1].[Template], [p0].[Id], [p0].[CreatedAt], [p0].[CreatedBy], [p0].[EffectiveFrom], [p0].[Note], [p0].[Number], [p0].[ProgrammeId], [p0].[Settings], [p0].[WithdrawnAt], [p0].[WithdrawnBy]
FROM (
    SELECT TOP(2) [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template]
    FROM [Programmes] AS [p]
    WHERE [p].[Code] = @wanted
) AS [p1]
LEFT JOIN [ProgrammeVersions] AS [p0] ON [p1].[Id] = [p0].[ProgrammeId]
ORDER BY [p1].[Id];
SELECT TOP(2) [s].[Name]
FROM [Shops] AS [s]
WHERE [s].[Id] = @programme_ShopId;
-- and ends there: NullReferenceException

-- RiskQueries.CountsAsync
SELECT COUNT(*)
FROM [RiskCases] AS [r]
WHERE [r].[Rule] = @rule AND [r].[PartnerId] = @partner AND EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [r].[PartnerId] AND ([p].[NameSearch] LIKE @text_contains ESCAPE N'\' OR [p].[ReferralCode] = @code)) AND [r].[DueAt] IS NOT NULL AND [r].[DueAt] <= @now;
SELECT COUNT(*)
FROM [RiskCases] AS [r]
WHERE [r].[Rule] = @rule AND [r].[PartnerId] = @partner AND EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [r].[PartnerId] AND ([p].[NameSearch] LIKE @text_contains ESCAPE N'\' OR [p].[ReferralCode] = @code)) AND ([r].[DueAt] IS NULL OR [r].[DueAt] > @now) AND [r].[Unreviewed] > 0;
SELECT COUNT(*)
FROM [RiskCases] AS [r]
WHERE [r].[Rule] = @rule AND [r].[PartnerId] = @partner AND EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [r].[PartnerId] AND ([p].[NameSearch] LIKE @text_contains ESCAPE N'\' OR [p].[ReferralCode] = @code)) AND [r].[DueAt] IS NOT NULL AND [r].[DueAt] > @now AND [r].[Unreviewed] = 0;
SELECT COUNT(*)
FROM [RiskCases] AS [r]
WHERE [r].[Rule] = @rule AND [r].[PartnerId] = @partner AND EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [r].[PartnerId] AND ([p].[NameSearch] LIKE @text_contains ESCAPE N'\' OR [p].[ReferralCode] = @code)) AND [r].[DueAt] IS NULL AND [r].[Unreviewed] = 0;

-- RiskQueries.GetAsync
SELECT TOP(1) [r].[Id], [r].[CreatedAt], [r].[DueAt], [r].[EscalateAt], [r].[Escalations], [r].[Held], [r].[LastAt], [r].[PartnerId], [r].[Rule], [r].[Signals], [r].[Unreviewed], [r].[Version]
FROM [RiskCases] AS [r]
WHERE [r].[Id] = @id;
SELECT [r0].[Id], [r0].[Amount], [r0].[CaseId], [r0].[FoundAt], [r0].[OccurredAt], [r0].[OrderId], [r0].[ProgrammeId], [r0].[Review], [r0].[ReviewedAt], [r0].[Subject], [r0].[WithdrawnAt], [p].[Code], [p].[Name]
FROM (
    SELECT TOP(@p) [r].[Id], [r].[Amount], [r].[CaseId], [r].[FoundAt], [r].[OccurredAt], [r].[OrderId], [r].[ProgrammeId], [r].[Review], [r].[ReviewedAt], [r].[Subject], [r].[WithdrawnAt]
    FROM [RiskSignals] AS [r]
    WHERE [r].[CaseId] = @id
    ORDER BY [r].[OccurredAt] DESC, [r].[Id]
) AS [r0]
INNER JOIN [Programmes] AS [p] ON [r0].[ProgrammeId] = [p].[Id]
ORDER BY [r0].[OccurredAt] DESC, [r0].[Id];
SELECT [r].[SignalId], [r].[OrderId]
FROM [RiskSignalOrders] AS [r]
WHERE [r].[SignalId] = @signalIds1;
SELECT [o].[Id], [o].[AccountKey], [o].[AmendedBy], [o].[CancellationReason], [o].[ClickId], [o].[ContactProtected], [o].[Content], [o].[CustomerId], [o].[DeviceHash], [o].[EarnedAt], [o].[EmailHash], [o].[ExternalId], [o].[HasHeldEvents], [o].[IsAmended], [o].[Items], [o].[NamedUnknownClick], [o].[Paid], [o].[PaidAt], [o].[PairKey], [o].[PhoneHash], [o].[PickupPoint], [o].[PlacedAt], [o].[PlatformDiscount], [o].[Points], [o].[ReceivedAt], [o].[ReceivedFrom], [o].[ReferralCode], [o].[ReturnedAmount], [o].[SearchText], [o].[Shipping], [o].[ShopDiscount], [o].[ShopId], [o].[Source], [o].[Status], [o].[StatusAt], [o].[Version], [o].[VisitorId], [o].[Voucher], [s].[Name]
FROM [Orders] AS [o]
INNER JOIN [Shops] AS [s] ON [o].[ShopId] = [s].[Id]
WHERE [o].[Id] = @ids1;
SELECT [o].[Id], [o].[CandidateId], [o].[Cause], [o].[CauseOrderId], [o].[ClickId], [o].[Code], [o].[DecidedAt], [o].[DisputeId], [o].[LinkId], [o].[Number], [o].[OrderId], [o].[PartnerId], [o].[ProgrammeId], [o].[Trace], [o].[VersionId]
FROM [OrderDecisions] AS [o]
WHERE [o].[OrderId] = @ids1;
SELECT [r].[Id], [r].[DecisionNumber], [r].[EarnedAt], [r].[EndedAt], [r].[Gross], [r].[IsReplaced], [r].[IsSuperseded], [r].[Kind], [r].[LinkId], [r].[Net], [r].[OrderId], [r].[PartnerId], [r].[PlacedAt], [r].[PlacedOn], [r].[ProgrammeId], [r].[ReversedGross], [r].[ReversedTax], [r].[State], [r].[Tax], [r].[TaxBasis]
FROM [Rewards] AS [r]
WHERE [r].[OrderId] = @ids1 AND [r].[PartnerId] = @of_PartnerId AND [r].[IsReplaced] = CAST(0 AS bit);
SELECT DISTINCT [r].[OrderId]
FROM [RewardHolds] AS [r]
WHERE [r].[CaseId] = @of_Id AND [r].[ReleasedAt] IS NULL AND [r].[OrderId] = @ids1;
SELECT TOP(@p) [r].[Kind], [r].[Reason], [r].[By], [r].[At], [r].[Rewards]
FROM [RiskActions] AS [r]
WHERE [r].[CaseId] = @id
ORDER BY [r].[At] DESC, [r].[Id] DESC;
SELECT [p].[Id], [p].[Name], [p].[ReferralCode]
FROM [Partners] AS [p]
WHERE [p].[Id] = @partnerIds1;
SELECT [s].[CaseId] AS [Key], COUNT(*) AS [Count], COALESCE(SUM([r3].[Gross]), CAST(0 AS bigint)) AS [Gross]
FROM (
    SELECT DISTINCT [r].[CaseId], [r0].[OrderId]
    FROM [RiskSignals] AS [r]
    INNER JOIN [RiskSignalOrders] AS [r0] ON [r].[Id] = [r0].[SignalId]
    WHERE [r].[CaseId] = @ids1 AND [r].[WithdrawnAt] IS NULL
) AS [s]
INNER JOIN [RiskCases] AS [r1] ON [s].[CaseId] = [r1].[Id]
INNER JOIN (
    SELECT [r2].[Gross], [r2].[OrderId], [r2].[PartnerId]
    FROM [Rewards] AS [r2]
    WHERE [r2].[IsReplaced] = CAST(0 AS bit) AND [r2].[State] IN (N'Pending', N'Earned')
) AS [r3] ON [s].[OrderId] = [r3].[OrderId] AND [r1].[PartnerId] = [r3].[PartnerId]
GROUP BY [s].[CaseId];
SELECT [r].[CaseId] AS [Key], COALESCE(SUM([r1].[Gross]), CAST(0 AS bigint)) AS [Gross]
FROM [RewardHolds] AS [r]
INNER JOIN (
    SELECT [r0].[Gross], [r0].[OrderId], [r0].[PartnerId], [r0].[ProgrammeId]
    FROM [Rewards] AS [r0]
    WHERE [r0].[IsReplaced] = CAST(0 AS bit)
) AS [r1] ON [r].[OrderId] = [r1].[OrderId] AND [r].[ProgrammeId] = [r1].[ProgrammeId] AND [r].[PartnerId] = [r1].[PartnerId]
WHERE [r].[CaseId] IS NOT NULL AND [r].[CaseId] = @ids1 AND [r].[ReleasedAt] IS NULL
GROUP BY [r].[CaseId];
SELECT COUNT(*)
FROM [RiskSignals] AS [r]
WHERE [r].[CaseId] = @id;

-- RiskQueries.ListAsync
SELECT [r].[Id], [r].[CreatedAt], [r].[DueAt], [r].[EscalateAt], [r].[Escalations], [r].[Held], [r].[LastAt], [r].[PartnerId], [r].[Rule], [r].[Signals], [r].[Unreviewed], [r].[Version]
FROM [RiskCases] AS [r]
WHERE [r].[Rule] = @rule AND [r].[PartnerId] = @partner AND EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [r].[PartnerId] AND ([p].[NameSearch] LIKE @text_contains ESCAPE N'\' OR [p].[ReferralCode] = @code)) AND [r].[DueAt] IS NOT NULL AND [r].[DueAt] <= @now
ORDER BY [r].[LastAt], [r].[Id]
OFFSET @p ROWS FETCH NEXT @p7 ROWS ONLY;
SELECT [p].[Id], [p].[Name], [p].[ReferralCode]
FROM [Partners] AS [p]
WHERE [p].[Id] = @partnerIds1;
SELECT [s].[CaseId] AS [Key], COUNT(*) AS [Count], COALESCE(SUM([r3].[Gross]), CAST(0 AS bigint)) AS [Gross]
FROM (
    SELECT DISTINCT [r].[CaseId], [r0].[OrderId]
    FROM [RiskSignals] AS [r]
    INNER JOIN [RiskSignalOrders] AS [r0] ON [r].[Id] = [r0].[SignalId]
    WHERE [r].[CaseId] = @ids1 AND [r].[WithdrawnAt] IS NULL
) AS [s]
INNER JOIN [RiskCases] AS [r1] ON [s].[CaseId] = [r1].[Id]
INNER JOIN (
    SELECT [r2].[Gross], [r2].[OrderId], [r2].[PartnerId]
    FROM [Rewards] AS [r2]
    WHERE [r2].[IsReplaced] = CAST(0 AS bit) AND [r2].[State] IN (N'Pending', N'Earned')
) AS [r3] ON [s].[OrderId] = [r3].[OrderId] AND [r1].[PartnerId] = [r3].[PartnerId]
GROUP BY [s].[CaseId];
SELECT [r].[CaseId] AS [Key], COALESCE(SUM([r1].[Gross]), CAST(0 AS bigint)) AS [Gross]
FROM [RewardHolds] AS [r]
INNER JOIN (
    SELECT [r0].[Gross], [r0].[OrderId], [r0].[PartnerId], [r0].[ProgrammeId]
    FROM [Rewards] AS [r0]
    WHERE [r0].[IsReplaced] = CAST(0 AS bit)
) AS [r1] ON [r].[OrderId] = [r1].[OrderId] AND [r].[ProgrammeId] = [r1].[ProgrammeId] AND [r].[PartnerId] = [r1].[PartnerId]
WHERE [r].[CaseId] IS NOT NULL AND [r].[CaseId] = @ids1 AND [r].[ReleasedAt] IS NULL
GROUP BY [r].[CaseId];
SELECT COUNT(*)
FROM [RiskCases] AS [r]
WHERE [r].[Rule] = @rule AND [r].[PartnerId] = @partner AND EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [r].[PartnerId] AND ([p].[NameSearch] LIKE @text_contains ESCAPE N'\' OR [p].[ReferralCode] = @code)) AND [r].[DueAt] IS NOT NULL AND [r].[DueAt] <= @now;
SELECT [p].[Id], [p].[Name], [p].[ReferralCode]
FROM [Partners] AS [p]
WHERE 0 = 1;
SELECT [s].[CaseId] AS [Key], COUNT(*) AS [Count], COALESCE(SUM([r3].[Gross]), CAST(0 AS bigint)) AS [Gross]
FROM (
    SELECT DISTINCT [r].[CaseId], [r0].[OrderId]
    FROM [RiskSignals] AS [r]
    INNER JOIN [RiskSignalOrders] AS [r0] ON [r].[Id] = [r0].[SignalId]
    WHERE 0 = 1
) AS [s]
INNER JOIN [RiskCases] AS [r1] ON [s].[CaseId] = [r1].[Id]
INNER JOIN (
    SELECT [r2].[Gross], [r2].[OrderId], [r2].[PartnerId]
    FROM [Rewards] AS [r2]
    WHERE [r2].[IsReplaced] = CAST(0 AS bit) AND [r2].[State] IN (N'Pending', N'Earned')
) AS [r3] ON [s].[OrderId] = [r3].[OrderId] AND [r1].[PartnerId] = [r3].[PartnerId]
GROUP BY [s].[CaseId];
SELECT [r].[CaseId] AS [Key], COALESCE(SUM([r1].[Gross]), CAST(0 AS bigint)) AS [Gross]
FROM [RewardHolds] AS [r]
INNER JOIN (
    SELECT [r0].[Gross], [r0].[OrderId], [r0].[PartnerId], [r0].[ProgrammeId]
    FROM [Rewards] AS [r0]
    WHERE [r0].[IsReplaced] = CAST(0 AS bit)
) AS [r1] ON [r].[OrderId] = [r1].[OrderId] AND [r].[ProgrammeId] = [r1].[ProgrammeId] AND [r].[PartnerId] = [r1].[PartnerId]
WHERE 0 = 1
GROUP BY [r].[CaseId];

-- RiskQueries.PageAsync
SELECT TOP(@p) [r].[Id], [r].[CreatedAt], [r].[DueAt], [r].[EscalateAt], [r].[Escalations], [r].[Held], [r].[LastAt], [r].[PartnerId], [r].[Rule], [r].[Signals], [r].[Unreviewed], [r].[Version]
FROM [RiskCases] AS [r]
WHERE [r].[Rule] = @rule AND [r].[PartnerId] = @partner AND EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [r].[PartnerId] AND ([p].[NameSearch] LIKE @text_contains ESCAPE N'\' OR [p].[ReferralCode] = @code)) AND [r].[DueAt] IS NOT NULL AND [r].[DueAt] <= @now AND ([r].[CreatedAt] < @after_At OR ([r].[CreatedAt] = @after_At AND [r].[Id] < @after_Id))
ORDER BY [r].[CreatedAt] DESC, [r].[Id] DESC;
SELECT [p].[Id], [p].[Name], [p].[ReferralCode]
FROM [Partners] AS [p]
WHERE [p].[Id] = @partnerIds1;
SELECT [s].[CaseId] AS [Key], COUNT(*) AS [Count], COALESCE(SUM([r3].[Gross]), CAST(0 AS bigint)) AS [Gross]
FROM (
    SELECT DISTINCT [r].[CaseId], [r0].[OrderId]
    FROM [RiskSignals] AS [r]
    INNER JOIN [RiskSignalOrders] AS [r0] ON [r].[Id] = [r0].[SignalId]
    WHERE [r].[CaseId] = @ids1 AND [r].[WithdrawnAt] IS NULL
) AS [s]
INNER JOIN [RiskCases] AS [r1] ON [s].[CaseId] = [r1].[Id]
INNER JOIN (
    SELECT [r2].[Gross], [r2].[OrderId], [r2].[PartnerId]
    FROM [Rewards] AS [r2]
    WHERE [r2].[IsReplaced] = CAST(0 AS bit) AND [r2].[State] IN (N'Pending', N'Earned')
) AS [r3] ON [s].[OrderId] = [r3].[OrderId] AND [r1].[PartnerId] = [r3].[PartnerId]
GROUP BY [s].[CaseId];
SELECT [r].[CaseId] AS [Key], COALESCE(SUM([r1].[Gross]), CAST(0 AS bigint)) AS [Gross]
FROM [RewardHolds] AS [r]
INNER JOIN (
    SELECT [r0].[Gross], [r0].[OrderId], [r0].[PartnerId], [r0].[ProgrammeId]
    FROM [Rewards] AS [r0]
    WHERE [r0].[IsReplaced] = CAST(0 AS bit)
) AS [r1] ON [r].[OrderId] = [r1].[OrderId] AND [r].[ProgrammeId] = [r1].[ProgrammeId] AND [r].[PartnerId] = [r1].[PartnerId]
WHERE [r].[CaseId] IS NOT NULL AND [r].[CaseId] = @ids1 AND [r].[ReleasedAt] IS NULL
GROUP BY [r].[CaseId];
SELECT [p].[Id], [p].[Name], [p].[ReferralCode]
FROM [Partners] AS [p]
WHERE 0 = 1;
SELECT [s].[CaseId] AS [Key], COUNT(*) AS [Count], COALESCE(SUM([r3].[Gross]), CAST(0 AS bigint)) AS [Gross]
FROM (
    SELECT DISTINCT [r].[CaseId], [r0].[OrderId]
    FROM [RiskSignals] AS [r]
    INNER JOIN [RiskSignalOrders] AS [r0] ON [r].[Id] = [r0].[SignalId]
    WHERE 0 = 1
) AS [s]
INNER JOIN [RiskCases] AS [r1] ON [s].[CaseId] = [r1].[Id]
INNER JOIN (
    SELECT [r2].[Gross], [r2].[OrderId], [r2].[PartnerId]
    FROM [Rewards] AS [r2]
    WHERE [r2].[IsReplaced] = CAST(0 AS bit) AND [r2].[State] IN (N'Pending', N'Earned')
) AS [r3] ON [s].[OrderId] = [r3].[OrderId] AND [r1].[PartnerId] = [r3].[PartnerId]
GROUP BY [s].[CaseId];
SELECT [r].[CaseId] AS [Key], COALESCE(SUM([r1].[Gross]), CAST(0 AS bigint)) AS [Gross]
FROM [RewardHolds] AS [r]
INNER JOIN (
    SELECT [r0].[Gross], [r0].[OrderId], [r0].[PartnerId], [r0].[ProgrammeId]
    FROM [Rewards] AS [r0]
    WHERE [r0].[IsReplaced] = CAST(0 AS bit)
) AS [r1] ON [r].[OrderId] = [r1].[OrderId] AND [r].[ProgrammeId] = [r1].[ProgrammeId] AND [r].[PartnerId] = [r1].[PartnerId]
WHERE 0 = 1
GROUP BY [r].[CaseId];

-- SearchQueries.FindAsync
SELECT TOP(@p) [o].[Id], [o].[ExternalId], COALESCE((
    SELECT TOP(1) [o1].[Name]
    FROM [OrderLines] AS [o1]
    WHERE [o].[Id] = [o1].[OrderId]
    ORDER BY [o1].[Number]), N''), CASE
    WHEN [o].[ShopId] = @own THEN NULL
    ELSE (
        SELECT TOP(1) [s].[Name]
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [o].[ShopId])
END, [o].[Status], [o].[PlacedAt]
FROM [Orders] AS [o]
WHERE (EXISTS (
    SELECT 1
    FROM [Rewards] AS [r]
    WHERE [r].[OrderId] = [o].[Id] AND [r].[PartnerId] = @partner) OR EXISTS (
    SELECT 1
    FROM [OrderDecisions] AS [o0]
    WHERE [o0].[OrderId] = [o].[Id] AND [o0].[CandidateId] = @partner2)) AND [o].[SearchText] LIKE @wanted_contains ESCAPE N'\'
ORDER BY [o].[PlacedAt] DESC;
SELECT TOP(@p) [l].[Id], [l].[Code], [l].[DestinationUrl]
FROM [Links] AS [l]
WHERE [l].[PartnerId] = @partner AND ([l].[Code] LIKE @wanted_contains ESCAPE N'\' OR [l].[SearchText] LIKE @wanted_contains0 ESCAPE N'\')
ORDER BY [l].[CreatedAt] DESC;
SELECT TOP(@p) [p].[Id], [p].[Name], [p].[Email]
FROM [Partners] AS [p]
WHERE [p].[NameSearch] LIKE @wanted_contains ESCAPE N'\' OR [p].[Email] LIKE @wanted_contains0 ESCAPE N'\' OR [p].[Phone] LIKE @phone_contains ESCAPE N'\'
ORDER BY [p].[CreatedAt] DESC;
SELECT TOP(@p) [s].[Id], [s].[Name], [s].[Code]
FROM [Shops] AS [s]
WHERE [s].[NameSearch] LIKE @wanted_contains ESCAPE N'\' OR [s].[Code] LIKE @wanted_contains0 ESCAPE N'\'
ORDER BY [s].[CreatedAt] DESC;
SELECT TOP(@p) [a].[Id], [a].[DisplayName], [a].[Email]
FROM [AspNetUsers] AS [a]
WHERE [a].[NameSearch] LIKE @wanted_contains ESCAPE N'\'
ORDER BY [a].[CreatedAt] DESC;

-- SessionQueries.FindAsync
SELECT TOP(2) [u].[UserId], (
    SELECT TOP(1) [a0].[DisplayName]
    FROM [AspNetUsers] AS [a0]
    WHERE [a0].[Id] = [u].[UserId]) AS [Name], [u].[MembershipId], [u].[CreatedAt], CASE
    WHEN [u].[SecondFactorAt] IS NOT NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END AS [SecondFactor]
FROM [UserSessions] AS [u]
WHERE [u].[EndedAt] IS NULL AND (([u].[Role] IS NOT NULL AND [u].[Role] IN (@operators1, @operators2, @operators3, @operators4) AND [u].[LastSeenAt] > @operatorSeenSince AND [u].[CreatedAt] > @operatorMadeSince) OR (([u].[Role] IS NULL OR [u].[Role] NOT IN (@operators1, @operators2, @operators3, @operators4)) AND [u].[LastSeenAt] > @seenSince AND [u].[CreatedAt] > @madeSince)) AND EXISTS (
    SELECT 1
    FROM [AspNetUsers] AS [a]
    WHERE [a].[Id] = [u].[UserId] AND [a].[IsActive] = CAST(1 AS bit)) AND ([u].[MembershipId] IS NULL OR EXISTS (
    SELECT 1
    FROM [Memberships] AS [m]
    WHERE [m].[Id] = [u].[MembershipId] AND [m].[UserId] = [u].[UserId])) AND [u].[Id] = @sessionId;
SELECT TOP(2) [m].[Id], [m].[CreatedAt], [m].[OfferedAs], [m].[OrganisationId], [m].[PartnerId], [m].[Rights], [m].[Role], [m].[ShopId], [m].[UserId]
FROM [Memberships] AS [m]
WHERE [m].[Id] = @found_MembershipId;

-- SessionQueries.HoldsAsync
SELECT TOP(2) COALESCE((
    SELECT TOP(1) [m0].[Rights]
    FROM [Memberships] AS [m0]
    WHERE [m0].[Id] = [u].[MembershipId]), 0)
FROM [UserSessions] AS [u]
WHERE [u].[EndedAt] IS NULL AND (([u].[Role] IS NOT NULL AND [u].[Role] IN (@operators1, @operators2, @operators3, @operators4) AND [u].[LastSeenAt] > @operatorSeenSince AND [u].[CreatedAt] > @operatorMadeSince) OR (([u].[Role] IS NULL OR [u].[Role] NOT IN (@operators1, @operators2, @operators3, @operators4)) AND [u].[LastSeenAt] > @seenSince AND [u].[CreatedAt] > @madeSince)) AND EXISTS (
    SELECT 1
    FROM [AspNetUsers] AS [a]
    WHERE [a].[Id] = [u].[UserId] AND [a].[IsActive] = CAST(1 AS bit)) AND ([u].[MembershipId] IS NULL OR EXISTS (
    SELECT 1
    FROM [Memberships] AS [m]
    WHERE [m].[Id] = [u].[MembershipId] AND [m].[UserId] = [u].[UserId])) AND [u].[Id] = @sessionId;

-- SessionQueries.MineAsync
SELECT TOP(@p) [u].[Id], [u].[Role], [u].[Agent], [u].[Address], [u].[CreatedAt], [u].[LastSeenAt], CASE
    WHEN [u].[SecondFactorAt] IS NOT NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, CAST(0 AS bit)
FROM [UserSessions] AS [u]
WHERE [u].[EndedAt] IS NULL AND (([u].[Role] IS NOT NULL AND [u].[Role] IN (@operators1, @operators2, @operators3, @operators4) AND [u].[LastSeenAt] > @operatorSeenSince AND [u].[CreatedAt] > @operatorMadeSince) OR (([u].[Role] IS NULL OR [u].[Role] NOT IN (@operators1, @operators2, @operators3, @operators4)) AND [u].[LastSeenAt] > @seenSince AND [u].[CreatedAt] > @madeSince)) AND EXISTS (
    SELECT 1
    FROM [AspNetUsers] AS [a]
    WHERE [a].[Id] = [u].[UserId] AND [a].[IsActive] = CAST(1 AS bit)) AND ([u].[MembershipId] IS NULL OR EXISTS (
    SELECT 1
    FROM [Memberships] AS [m]
    WHERE [m].[Id] = [u].[MembershipId] AND [m].[UserId] = [u].[UserId])) AND [u].[UserId] = @userId
ORDER BY [u].[LastSeenAt] DESC, [u].[Id] DESC;

-- SessionQueries.OfAsync
SELECT TOP(@p) [u].[Id], [u].[Role], [u].[Agent], [u].[Address], [u].[CreatedAt], [u].[LastSeenAt], CASE
    WHEN [u].[SecondFactorAt] IS NOT NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, CAST(0 AS bit)
FROM [UserSessions] AS [u]
WHERE [u].[EndedAt] IS NULL AND (([u].[Role] IS NOT NULL AND [u].[Role] IN (@operators1, @operators2, @operators3, @operators4) AND [u].[LastSeenAt] > @operatorSeenSince AND [u].[CreatedAt] > @operatorMadeSince) OR (([u].[Role] IS NULL OR [u].[Role] NOT IN (@operators1, @operators2, @operators3, @operators4)) AND [u].[LastSeenAt] > @seenSince AND [u].[CreatedAt] > @madeSince)) AND EXISTS (
    SELECT 1
    FROM [AspNetUsers] AS [a]
    WHERE [a].[Id] = [u].[UserId] AND [a].[IsActive] = CAST(1 AS bit)) AND ([u].[MembershipId] IS NULL OR EXISTS (
    SELECT 1
    FROM [Memberships] AS [m]
    WHERE [m].[Id] = [u].[MembershipId] AND [m].[UserId] = [u].[UserId])) AND [u].[UserId] = @userId
ORDER BY [u].[LastSeenAt] DESC, [u].[Id] DESC;

-- SessionQueries.RightsAsync
SELECT TOP(2) COALESCE((
    SELECT TOP(1) [m0].[Rights]
    FROM [Memberships] AS [m0]
    WHERE [m0].[Id] = [u].[MembershipId]), 0)
FROM [UserSessions] AS [u]
WHERE [u].[EndedAt] IS NULL AND (([u].[Role] IS NOT NULL AND [u].[Role] IN (@operators1, @operators2, @operators3, @operators4) AND [u].[LastSeenAt] > @operatorSeenSince AND [u].[CreatedAt] > @operatorMadeSince) OR (([u].[Role] IS NULL OR [u].[Role] NOT IN (@operators1, @operators2, @operators3, @operators4)) AND [u].[LastSeenAt] > @seenSince AND [u].[CreatedAt] > @madeSince)) AND EXISTS (
    SELECT 1
    FROM [AspNetUsers] AS [a]
    WHERE [a].[Id] = [u].[UserId] AND [a].[IsActive] = CAST(1 AS bit)) AND ([u].[MembershipId] IS NULL OR EXISTS (
    SELECT 1
    FROM [Memberships] AS [m]
    WHERE [m].[Id] = [u].[MembershipId] AND [m].[UserId] = [u].[UserId])) AND [u].[Id] = @sessionId;

-- SessionQueries.SecondStepAsync

-- SettlementQueries.NextAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [PayoutBatches] AS [p]
        WHERE [p].[Week] = @week AND [p].[State] <> N'Discarded') THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;

-- ShopCustomerQueries.ListAsync
SELECT TOP(1) [s].[Id], [s].[Kind], (
    SELECT TOP(1) [p].[Id]
    FROM [Programmes] AS [p]
    WHERE [p].[ShopId] = [s].[Id] AND [p].[Template] = N'RentalSurcharge'
    ORDER BY [p].[CreatedAt], [p].[Id])
FROM [Shops] AS [s]
WHERE [s].[Id] = @shopId;
SELECT [c0].[CustomerKey], [c0].[OrderId], [c0].[By], [c0].[PlacedAt], [c0].[ExternalId], [c0].[c], [c0].[c0], [c0].[c1], [c0].[c2], [c0].[c3], [c0].[c4], [r4].[Id], [r4].[Base], [r4].[CustomerKey], [r4].[DisputeId], [r4].[DisputeNumber], [r4].[FromExternalId], [r4].[FromPlacedAt], [r4].[Instance], [r4].[IntroducedBy], [r4].[IsWithdrawn], [r4].[Kind], [r4].[OrderId], [r4].[PartnerId], [r4].[ProgrammeId], [r4].[Reason], [r4].[RuledAt], [r4].[RuledBy], [r4].[ShopId], [r4].[Status], [r4].[StatusBefore]
FROM (
    SELECT [c].[CustomerKey], [c].[OrderId], [c].[By], [c].[PlacedAt], [c].[ExternalId], (
        SELECT TOP(1) [o1].[CustomerId]
        FROM [Orders] AS [o1]
        WHERE [o1].[Id] = [c].[OrderId]) AS [c], (
        SELECT TOP(1) [o2].[ClickId]
        FROM [OrderDecisions] AS [o2]
        WHERE [o2].[OrderId] = [c].[OrderId] AND [o2].[ProgrammeId] = @programme
        ORDER BY [o2].[Number] DESC) AS [c0], (
        SELECT TOP(1) [o3].[Trace]
        FROM [OrderDecisions] AS [o3]
        WHERE [o3].[OrderId] = [c].[OrderId] AND [o3].[ProgrammeId] = @programme
        ORDER BY [o3].[Number] DESC) AS [c1], (
        SELECT COUNT(*)
        FROM [Orders] AS [o4]
        WHERE [o4].[ShopId] = [c].[ShopId] AND [o4].[AccountKey] = [c].[CustomerKey] AND [o4].[Status] <> N'Cancelled') AS [c2], (
        SELECT MAX([o5].[PlacedAt])
        FROM [Orders] AS [o5]
        WHERE [o5].[ShopId] = [c].[ShopId] AND [o5].[AccountKey] = [c].[CustomerKey]) AS [c3], (
        SELECT COUNT(*)
        FROM [Surcharges] AS [s]
        WHERE [s].[ProgrammeId] = @programme AND [s].[CustomerKey] = [c].[CustomerKey] AND [s].[FreeOrder] IS NOT NULL AND [s].[IsReplaced] = CAST(0 AS bit) AND EXISTS (
            SELECT 1
            FROM [Orders] AS [o6]
            WHERE [o6].[Id] = [s].[OrderId] AND [o6].[Status] = N'Successful')) AS [c4], [c].[ShopId]
    FROM [CustomerIntroductions] AS [c]
    WHERE [c].[ShopId] = @shop AND COALESCE((
        SELECT TOP(1) [r].[IntroducedBy]
        FROM [Rulings] AS [r]
        WHERE [r].[ShopId] = [c].[ShopId] AND [r].[CustomerKey] = [c].[CustomerKey] AND [r].[IsWithdrawn] = CAST(0 AS bit) AND NOT EXISTS (
            SELECT 1
            FROM [Rulings] AS [r0]
            WHERE [r0].[DisputeId] = [r].[DisputeId] AND [r0].[IsWithdrawn] = CAST(1 AS bit) AND [r0].[Instance] > [r].[Instance])
        ORDER BY [r].[RuledAt] DESC, [r].[Id] DESC), [c].[By]) = @by AND (EXISTS (
        SELECT 1
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [c].[OrderId] AND [o].[CustomerId] IS NOT NULL AND [o].[CustomerId] LIKE @text_contains ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Orders] AS [o0]
        WHERE [o0].[ShopId] = [c].[ShopId] AND [o0].[ExternalId] = @text AND [o0].[AccountKey] = [c].[CustomerKey]))
    ORDER BY [c].[PlacedAt] DESC, [c].[OrderId] DESC
    OFFSET @p ROWS FETCH NEXT @p9 ROWS ONLY
) AS [c0]
LEFT JOIN (
    SELECT [r3].[Id], [r3].[Base], [r3].[CustomerKey], [r3].[DisputeId], [r3].[DisputeNumber], [r3].[FromExternalId], [r3].[FromPlacedAt], [r3].[Instance], [r3].[IntroducedBy], [r3].[IsWithdrawn], [r3].[Kind], [r3].[OrderId], [r3].[PartnerId], [r3].[ProgrammeId], [r3].[Reason], [r3].[RuledAt], [r3].[RuledBy], [r3].[ShopId], [r3].[Status], [r3].[StatusBefore]
    FROM (
        SELECT [r1].[Id], [r1].[Base], [r1].[CustomerKey], [r1].[DisputeId], [r1].[DisputeNumber], [r1].[FromExternalId], [r1].[FromPlacedAt], [r1].[Instance], [r1].[IntroducedBy], [r1].[IsWithdrawn], [r1].[Kind], [r1].[OrderId], [r1].[PartnerId], [r1].[ProgrammeId], [r1].[Reason], [r1].[RuledAt], [r1].[RuledBy], [r1].[ShopId], [r1].[Status], [r1].[StatusBefore], ROW_NUMBER() OVER(PARTITION BY [r1].[ShopId], [r1].[CustomerKey] ORDER BY [r1].[RuledAt] DESC, [r1].[Id] DESC) AS [row]
        FROM [Rulings] AS [r1]
        WHERE [r1].[IsWithdrawn] = CAST(0 AS bit) AND NOT EXISTS (
            SELECT 1
            FROM [Rulings] AS [r2]
            WHERE [r2].[DisputeId] = [r1].[DisputeId] AND [r2].[IsWithdrawn] = CAST(1 AS bit) AND [r2].[Instance] > [r1].[Instance])
    ) AS [r3]
    WHERE [r3].[row] <= 1
) AS [r4] ON [c0].[ShopId] = [r4].[ShopId] AND [c0].[CustomerKey] = [r4].[CustomerKey]
ORDER BY [c0].[PlacedAt] DESC, [c0].[OrderId] DESC;
SELECT COUNT(*)
FROM [CustomerIntroductions] AS [c]
WHERE [c].[ShopId] = @shop AND COALESCE((
    SELECT TOP(1) [r].[IntroducedBy]
    FROM [Rulings] AS [r]
    WHERE [r].[ShopId] = [c].[ShopId] AND [r].[CustomerKey] = [c].[CustomerKey] AND [r].[IsWithdrawn] = CAST(0 AS bit) AND NOT EXISTS (
        SELECT 1
        FROM [Rulings] AS [r0]
        WHERE [r0].[DisputeId] = [r].[DisputeId] AND [r0].[IsWithdrawn] = CAST(1 AS bit) AND [r0].[Instance] > [r].[Instance])
    ORDER BY [r].[RuledAt] DESC, [r].[Id] DESC), [c].[By]) = @by AND (EXISTS (
    SELECT 1
    FROM [Orders] AS [o]
    WHERE [o].[Id] = [c].[OrderId] AND [o].[CustomerId] IS NOT NULL AND [o].[CustomerId] LIKE @text_contains ESCAPE N'\') OR EXISTS (
    SELECT 1
    FROM [Orders] AS [o0]
    WHERE [o0].[ShopId] = [c].[ShopId] AND [o0].[ExternalId] = @text AND [o0].[AccountKey] = [c].[CustomerKey]));
SELECT TOP(1) [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template]
FROM [Programmes] AS [p]
WHERE [p].[Id] = @shop_ProgrammeId;
SELECT [p].[Id], [p].[CreatedAt], [p].[CreatedBy], [p].[EffectiveFrom], [p].[Note], [p].[Number], [p].[ProgrammeId], [p].[Settings], [p].[WithdrawnAt], [p].[WithdrawnBy]
FROM [ProgrammeVersions] AS [p]
WHERE [p].[ProgrammeId] = @programme_Id AND [p].[WithdrawnAt] IS NULL;
-- and ends there: NullReferenceException

-- ShopCustomerQueries.OfShopAsync
SELECT TOP(1) [s].[Id], [s].[Kind], (
    SELECT TOP(1) [p].[Id]
    FROM [Programmes] AS [p]
    WHERE [p].[ShopId] = [s].[Id] AND [p].[Template] = N'RentalSurcharge'
    ORDER BY [p].[CreatedAt], [p].[Id])
FROM [Shops] AS [s]
WHERE [s].[Id] = @shopId;
SELECT [c0].[CustomerKey], [c0].[OrderId], [c0].[By], [c0].[PlacedAt], [c0].[ExternalId], [c0].[c], [c0].[c0], [c0].[c1], [c0].[c2], [c0].[c3], [c0].[c4], [r4].[Id], [r4].[Base], [r4].[CustomerKey], [r4].[DisputeId], [r4].[DisputeNumber], [r4].[FromExternalId], [r4].[FromPlacedAt], [r4].[Instance], [r4].[IntroducedBy], [r4].[IsWithdrawn], [r4].[Kind], [r4].[OrderId], [r4].[PartnerId], [r4].[ProgrammeId], [r4].[Reason], [r4].[RuledAt], [r4].[RuledBy], [r4].[ShopId], [r4].[Status], [r4].[StatusBefore]
FROM (
    SELECT TOP(@p) [c].[CustomerKey], [c].[OrderId], [c].[By], [c].[PlacedAt], [c].[ExternalId], (
        SELECT TOP(1) [o1].[CustomerId]
        FROM [Orders] AS [o1]
        WHERE [o1].[Id] = [c].[OrderId]) AS [c], (
        SELECT TOP(1) [o2].[ClickId]
        FROM [OrderDecisions] AS [o2]
        WHERE [o2].[OrderId] = [c].[OrderId] AND [o2].[ProgrammeId] = @programme
        ORDER BY [o2].[Number] DESC) AS [c0], (
        SELECT TOP(1) [o3].[Trace]
        FROM [OrderDecisions] AS [o3]
        WHERE [o3].[OrderId] = [c].[OrderId] AND [o3].[ProgrammeId] = @programme
        ORDER BY [o3].[Number] DESC) AS [c1], (
        SELECT COUNT(*)
        FROM [Orders] AS [o4]
        WHERE [o4].[ShopId] = [c].[ShopId] AND [o4].[AccountKey] = [c].[CustomerKey] AND [o4].[Status] <> N'Cancelled') AS [c2], (
        SELECT MAX([o5].[PlacedAt])
        FROM [Orders] AS [o5]
        WHERE [o5].[ShopId] = [c].[ShopId] AND [o5].[AccountKey] = [c].[CustomerKey]) AS [c3], (
        SELECT COUNT(*)
        FROM [Surcharges] AS [s]
        WHERE [s].[ProgrammeId] = @programme AND [s].[CustomerKey] = [c].[CustomerKey] AND [s].[FreeOrder] IS NOT NULL AND [s].[IsReplaced] = CAST(0 AS bit) AND EXISTS (
            SELECT 1
            FROM [Orders] AS [o6]
            WHERE [o6].[Id] = [s].[OrderId] AND [o6].[Status] = N'Successful')) AS [c4], [c].[ShopId]
    FROM [CustomerIntroductions] AS [c]
    WHERE [c].[ShopId] = @shop AND COALESCE((
        SELECT TOP(1) [r].[IntroducedBy]
        FROM [Rulings] AS [r]
        WHERE [r].[ShopId] = [c].[ShopId] AND [r].[CustomerKey] = [c].[CustomerKey] AND [r].[IsWithdrawn] = CAST(0 AS bit) AND NOT EXISTS (
            SELECT 1
            FROM [Rulings] AS [r0]
            WHERE [r0].[DisputeId] = [r].[DisputeId] AND [r0].[IsWithdrawn] = CAST(1 AS bit) AND [r0].[Instance] > [r].[Instance])
        ORDER BY [r].[RuledAt] DESC, [r].[Id] DESC), [c].[By]) = @by AND (EXISTS (
        SELECT 1
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [c].[OrderId] AND [o].[CustomerId] IS NOT NULL AND [o].[CustomerId] LIKE @text_contains ESCAPE N'\') OR EXISTS (
        SELECT 1
        FROM [Orders] AS [o0]
        WHERE [o0].[ShopId] = [c].[ShopId] AND [o0].[ExternalId] = @text AND [o0].[AccountKey] = [c].[CustomerKey])) AND ([c].[PlacedAt] < @at OR ([c].[PlacedAt] = @at AND [c].[OrderId] < @last))
    ORDER BY [c].[PlacedAt] DESC, [c].[OrderId] DESC
) AS [c0]
LEFT JOIN (
    SELECT [r3].[Id], [r3].[Base], [r3].[CustomerKey], [r3].[DisputeId], [r3].[DisputeNumber], [r3].[FromExternalId], [r3].[FromPlacedAt], [r3].[Instance], [r3].[IntroducedBy], [r3].[IsWithdrawn], [r3].[Kind], [r3].[OrderId], [r3].[PartnerId], [r3].[ProgrammeId], [r3].[Reason], [r3].[RuledAt], [r3].[RuledBy], [r3].[ShopId], [r3].[Status], [r3].[StatusBefore]
    FROM (
        SELECT [r1].[Id], [r1].[Base], [r1].[CustomerKey], [r1].[DisputeId], [r1].[DisputeNumber], [r1].[FromExternalId], [r1].[FromPlacedAt], [r1].[Instance], [r1].[IntroducedBy], [r1].[IsWithdrawn], [r1].[Kind], [r1].[OrderId], [r1].[PartnerId], [r1].[ProgrammeId], [r1].[Reason], [r1].[RuledAt], [r1].[RuledBy], [r1].[ShopId], [r1].[Status], [r1].[StatusBefore], ROW_NUMBER() OVER(PARTITION BY [r1].[ShopId], [r1].[CustomerKey] ORDER BY [r1].[RuledAt] DESC, [r1].[Id] DESC) AS [row]
        FROM [Rulings] AS [r1]
        WHERE [r1].[IsWithdrawn] = CAST(0 AS bit) AND NOT EXISTS (
            SELECT 1
            FROM [Rulings] AS [r2]
            WHERE [r2].[DisputeId] = [r1].[DisputeId] AND [r2].[IsWithdrawn] = CAST(1 AS bit) AND [r2].[Instance] > [r1].[Instance])
    ) AS [r3]
    WHERE [r3].[row] <= 1
) AS [r4] ON [c0].[ShopId] = [r4].[ShopId] AND [c0].[CustomerKey] = [r4].[CustomerKey]
ORDER BY [c0].[PlacedAt] DESC, [c0].[OrderId] DESC;
SELECT TOP(1) [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template]
FROM [Programmes] AS [p]
WHERE [p].[Id] = @shop_ProgrammeId;
SELECT [p].[Id], [p].[CreatedAt], [p].[CreatedBy], [p].[EffectiveFrom], [p].[Note], [p].[Number], [p].[ProgrammeId], [p].[Settings], [p].[WithdrawnAt], [p].[WithdrawnBy]
FROM [ProgrammeVersions] AS [p]
WHERE [p].[ProgrammeId] = @programme_Id AND [p].[WithdrawnAt] IS NULL;
-- and ends there: NullReferenceException

-- ShopCustomerQueries.StoryAsync
SELECT TOP(1) [s].[Id], [s].[Kind], (
    SELECT TOP(1) [p].[Id]
    FROM [Programmes] AS [p]
    WHERE [p].[ShopId] = [s].[Id] AND [p].[Template] = N'RentalSurcharge'
    ORDER BY [p].[CreatedAt], [p].[Id])
FROM [Shops] AS [s]
WHERE [s].[Id] = @shopId;
SELECT [c0].[CustomerKey], [c0].[OrderId], [c0].[By], [c0].[PlacedAt], [c0].[ExternalId], [c0].[c], [c0].[c0], [c0].[c1], [c0].[c2], [c0].[c3], [c0].[c4], [r2].[Id], [r2].[Base], [r2].[CustomerKey], [r2].[DisputeId], [r2].[DisputeNumber], [r2].[FromExternalId], [r2].[FromPlacedAt], [r2].[Instance], [r2].[IntroducedBy], [r2].[IsWithdrawn], [r2].[Kind], [r2].[OrderId], [r2].[PartnerId], [r2].[ProgrammeId], [r2].[Reason], [r2].[RuledAt], [r2].[RuledBy], [r2].[ShopId], [r2].[Status], [r2].[StatusBefore]
FROM (
    SELECT TOP(1) [c].[CustomerKey], [c].[OrderId], [c].[By], [c].[PlacedAt], [c].[ExternalId], (
        SELECT TOP(1) [o0].[CustomerId]
        FROM [Orders] AS [o0]
        WHERE [o0].[Id] = [c].[OrderId]) AS [c], (
        SELECT TOP(1) [o1].[ClickId]
        FROM [OrderDecisions] AS [o1]
        WHERE [o1].[OrderId] = [c].[OrderId] AND [o1].[ProgrammeId] = @programme
        ORDER BY [o1].[Number] DESC) AS [c0], (
        SELECT TOP(1) [o2].[Trace]
        FROM [OrderDecisions] AS [o2]
        WHERE [o2].[OrderId] = [c].[OrderId] AND [o2].[ProgrammeId] = @programme
        ORDER BY [o2].[Number] DESC) AS [c1], (
        SELECT COUNT(*)
        FROM [Orders] AS [o3]
        WHERE [o3].[ShopId] = [c].[ShopId] AND [o3].[AccountKey] = [c].[CustomerKey] AND [o3].[Status] <> N'Cancelled') AS [c2], (
        SELECT MAX([o4].[PlacedAt])
        FROM [Orders] AS [o4]
        WHERE [o4].[ShopId] = [c].[ShopId] AND [o4].[AccountKey] = [c].[CustomerKey]) AS [c3], (
        SELECT COUNT(*)
        FROM [Surcharges] AS [s]
        WHERE [s].[ProgrammeId] = @programme AND [s].[CustomerKey] = [c].[CustomerKey] AND [s].[FreeOrder] IS NOT NULL AND [s].[IsReplaced] = CAST(0 AS bit) AND EXISTS (
            SELECT 1
            FROM [Orders] AS [o5]
            WHERE [o5].[Id] = [s].[OrderId] AND [o5].[Status] = N'Successful')) AS [c4], [c].[ShopId]
    FROM [CustomerIntroductions] AS [c]
    WHERE [c].[ShopId] = @shop_Id AND EXISTS (
        SELECT 1
        FROM [Orders] AS [o]
        WHERE [o].[Id] = @id AND [o].[ShopId] = [c].[ShopId] AND [o].[AccountKey] = [c].[CustomerKey])
) AS [c0]
LEFT JOIN (
    SELECT [r1].[Id], [r1].[Base], [r1].[CustomerKey], [r1].[DisputeId], [r1].[DisputeNumber], [r1].[FromExternalId], [r1].[FromPlacedAt], [r1].[Instance], [r1].[IntroducedBy], [r1].[IsWithdrawn], [r1].[Kind], [r1].[OrderId], [r1].[PartnerId], [r1].[ProgrammeId], [r1].[Reason], [r1].[RuledAt], [r1].[RuledBy], [r1].[ShopId], [r1].[Status], [r1].[StatusBefore]
    FROM (
        SELECT [r].[Id], [r].[Base], [r].[CustomerKey], [r].[DisputeId], [r].[DisputeNumber], [r].[FromExternalId], [r].[FromPlacedAt], [r].[Instance], [r].[IntroducedBy], [r].[IsWithdrawn], [r].[Kind], [r].[OrderId], [r].[PartnerId], [r].[ProgrammeId], [r].[Reason], [r].[RuledAt], [r].[RuledBy], [r].[ShopId], [r].[Status], [r].[StatusBefore], ROW_NUMBER() OVER(PARTITION BY [r].[ShopId], [r].[CustomerKey] ORDER BY [r].[RuledAt] DESC, [r].[Id] DESC) AS [row]
        FROM [Rulings] AS [r]
        WHERE [r].[IsWithdrawn] = CAST(0 AS bit) AND NOT EXISTS (
            SELECT 1
            FROM [Rulings] AS [r0]
            WHERE [r0].[DisputeId] = [r].[DisputeId] AND [r0].[IsWithdrawn] = CAST(1 AS bit) AND [r0].[Instance] > [r].[Instance])
    ) AS [r1]
    WHERE [r1].[row] <= 1
) AS [r2] ON [c0].[ShopId] = [r2].[ShopId] AND [c0].[CustomerKey] = [r2].[CustomerKey];
SELECT TOP(@p) [o].[Id], [o].[ExternalId], [o].[PlacedAt], [o].[Status]
FROM [Orders] AS [o]
WHERE [o].[ShopId] = @shop_Id AND [o].[AccountKey] = @customer_Key
ORDER BY [o].[PlacedAt] DESC, [o].[Id] DESC;
SELECT TOP(1) [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template]
FROM [Programmes] AS [p]
WHERE [p].[Id] = @shop_ProgrammeId;
SELECT [p].[Id], [p].[CreatedAt], [p].[CreatedBy], [p].[EffectiveFrom], [p].[Note], [p].[Number], [p].[ProgrammeId], [p].[Settings], [p].[WithdrawnAt], [p].[WithdrawnBy]
FROM [ProgrammeVersions] AS [p]
WHERE [p].[ProgrammeId] = @programme_Id AND [p].[WithdrawnAt] IS NULL;
-- and ends there: NullReferenceException

-- ShopLedgerQueries.BalanceAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = @shopId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT TOP(2) [l].[HolderId], [l].[Available], [l].[AvailablePreTax], [l].[Earned], [l].[Held], [l].[Holder], [l].[Invoiced], [l].[PaidOut], [l].[Promoted], [l].[Received], [l].[Reserved], [l].[Surcharged], [l].[TaxRemitted], [l].[TaxWithheld]
FROM [LedgerBalances] AS [l]
WHERE [l].[HolderId] = @shopId;

-- ShopLedgerQueries.EntriesAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = @shopId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [j0].[Id], [j0].[Available], [j0].[AvailablePreTax], [j0].[Basis], [j0].[Block], [j0].[By], [j0].[CorrectsId], [j0].[DisputeId], [j0].[Earned], [j0].[FactMonth], [j0].[Hash], [j0].[Held], [j0].[Holder], [j0].[HolderId], [j0].[InvoiceId], [j0].[Invoiced], [j0].[Key], [j0].[Month], [j0].[Note], [j0].[OccurredAt], [j0].[OrderId], [j0].[PaidOut], [j0].[Promoted], [j0].[Reason], [j0].[Received], [j0].[RecordedAt], [j0].[Reserved], [j0].[RewardId], [j0].[SurchargeId], [j0].[Surcharged], [j0].[TaxMonth], [j0].[TaxRemitted], [j0].[TaxWithheld], [j0].[WithdrawalId], [j0].[c], [j0].[c0], [j0].[c1], [j0].[c2], [j0].[c3], [j0].[c4], [j0].[c5], [j0].[c6], [s4].[Id], [s4].[Number], [s4].[c]
FROM (
    SELECT TOP(@p) [j].[Id], [j].[Available], [j].[AvailablePreTax], [j].[Basis], [j].[Block], [j].[By], [j].[CorrectsId], [j].[DisputeId], [j].[Earned], [j].[FactMonth], [j].[Hash], [j].[Held], [j].[Holder], [j].[HolderId], [j].[InvoiceId], [j].[Invoiced], [j].[Key], [j].[Month], [j].[Note], [j].[OccurredAt], [j].[OrderId], [j].[PaidOut], [j].[Promoted], [j].[Reason], [j].[Received], [j].[RecordedAt], [j].[Reserved], [j].[RewardId], [j].[SurchargeId], [j].[Surcharged], [j].[TaxMonth], [j].[TaxRemitted], [j].[TaxWithheld], [j].[WithdrawalId], COALESCE((
        SELECT TOP(1) [p].[Name]
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [j].[HolderId]), (
        SELECT TOP(1) [s].[Name]
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [j].[HolderId]), N'') AS [c], (
        SELECT TOP(1) [o].[ExternalId]
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [j].[OrderId]) AS [c0], CASE
        WHEN NOT EXISTS (
            SELECT 1
            FROM [Orders] AS [o0]
            WHERE [o0].[Id] = [j].[OrderId]) THEN NULL
        ELSE (
            SELECT TOP(1) [s0].[Name]
            FROM [Shops] AS [s0]
            WHERE [s0].[Id] = (
                SELECT TOP(1) [o1].[ShopId]
                FROM [Orders] AS [o1]
                WHERE [o1].[Id] = [j].[OrderId]))
    END AS [c1], COALESCE((
        SELECT TOP(1) (
            SELECT TOP(1) [p0].[Name]
            FROM [Programmes] AS [p0]
            WHERE [p0].[Id] = [r].[ProgrammeId])
        FROM [Rewards] AS [r]
        WHERE [r].[Id] = [j].[RewardId]), (
        SELECT TOP(1) (
            SELECT TOP(1) [p1].[Name]
            FROM [Programmes] AS [p1]
            WHERE [p1].[Id] = [s1].[ProgrammeId])
        FROM [Surcharges] AS [s1]
        WHERE [s1].[Id] = [j].[SurchargeId])) AS [c2], COALESCE((
        SELECT TOP(1) [r0].[DisputeNumber]
        FROM [Rulings] AS [r0]
        WHERE [r0].[DisputeId] = [j].[DisputeId]), (
        SELECT TOP(1) [d].[DisputeNumber]
        FROM [DisputeStakes] AS [d]
        WHERE [d].[DisputeId] = [j].[DisputeId])) AS [c3], (
        SELECT TOP(1) [w].[Reference]
        FROM [Withdrawals] AS [w]
        WHERE [w].[Id] = [j].[WithdrawalId]) AS [c4], (
        SELECT TOP(1) (
            SELECT TOP(1) [p2].[Number]
            FROM [PayoutBatches] AS [p2]
            WHERE [p2].[Id] = [w0].[BatchId])
        FROM [Withdrawals] AS [w0]
        WHERE [w0].[Id] = [j].[WithdrawalId]) AS [c5], (
        SELECT TOP(1) [i].[Number]
        FROM [Invoices] AS [i]
        WHERE [i].[Id] = [j].[InvoiceId]) AS [c6]
    FROM [JournalEntries] AS [j]
    WHERE [j].[HolderId] = @holderId AND ([j].[RecordedAt] < @after_At OR ([j].[RecordedAt] = @after_At AND [j].[Id] < @after_Id))
    ORDER BY [j].[RecordedAt] DESC, [j].[Id] DESC
) AS [j0]
LEFT JOIN (
    SELECT [s3].[Id], [s3].[Number], [s3].[c], [s3].[EntryId]
    FROM (
        SELECT [w1].[Id], [w1].[Number], 1 AS [c], [s2].[EntryId], ROW_NUMBER() OVER(PARTITION BY [s2].[EntryId] ORDER BY [s2].[EntryId], [w1].[Id]) AS [row]
        FROM [StatementLines] AS [s2]
        INNER JOIN [WeeklyStatements] AS [w1] ON [s2].[StatementId] = [w1].[Id]
    ) AS [s3]
    WHERE [s3].[row] <= 1
) AS [s4] ON [j0].[Id] = [s4].[EntryId]
ORDER BY [j0].[RecordedAt] DESC, [j0].[Id] DESC;

-- ShopLinkQueries.ClicksAsync
SELECT [l].[Id]
FROM [Links] AS [l]
WHERE [l].[ShopId] = @shop AND [l].[PausedAt] IS NULL AND ([l].[SearchText] LIKE @text_contains ESCAPE N'\' OR [l].[Code] LIKE @text_contains0 ESCAPE N'\');

-- ShopLinkQueries.CodeAsync
SELECT TOP(1) [l].[Code]
FROM [Links] AS [l]
WHERE [l].[ShopId] = @shop AND [l].[Id] = @linkId;

-- ShopLinkQueries.ListAsync
SELECT [l].[Id], [l].[Code], [l].[Kind], [l].[DestinationUrl], [l].[SubId], [l].[CreatedAt], [l].[PausedAt], (
    SELECT TOP(1) [p].[Name]
    FROM [Programmes] AS [p]
    WHERE [p].[Id] = [l].[ProgrammeId]), (
    SELECT COUNT(*)
    FROM [OrderDecisions] AS [o]
    WHERE [o].[LinkId] = [l].[Id] AND EXISTS (
        SELECT 1
        FROM [Surcharges] AS [s]
        WHERE [s].[OrderId] = [o].[OrderId] AND [s].[ProgrammeId] = [o].[ProgrammeId] AND [s].[DecisionNumber] = [o].[Number] AND [s].[IsReplaced] = CAST(0 AS bit)))
FROM [Links] AS [l]
WHERE [l].[ShopId] = @shop AND [l].[PausedAt] IS NULL AND ([l].[SearchText] LIKE @text_contains ESCAPE N'\' OR [l].[Code] LIKE @text_contains0 ESCAPE N'\')
ORDER BY [l].[CreatedAt] DESC, [l].[Id] DESC
OFFSET @p ROWS FETCH NEXT @p4 ROWS ONLY;
SELECT COUNT(*)
FROM [Links] AS [l]
WHERE [l].[ShopId] = @shop AND [l].[PausedAt] IS NULL AND ([l].[SearchText] LIKE @text_contains ESCAPE N'\' OR [l].[Code] LIKE @text_contains0 ESCAPE N'\');

-- ShopLinkQueries.MineAsync
SELECT [s1].[Name], [s1].[Kind], [s1].[ReferralCode], [s1].[Id], [s0].[Host], [s0].[ShopId]
FROM (
    SELECT TOP(1) [s].[Name], [s].[Kind], [s].[ReferralCode], [s].[Id]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = @mine
) AS [s1]
LEFT JOIN [ShopHosts] AS [s0] ON [s1].[Id] = [s0].[ShopId]
ORDER BY [s1].[Id], [s0].[Host];
SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template], [p0].[Id], [p0].[CreatedAt], [p0].[CreatedBy], [p0].[EffectiveFrom], [p0].[Note], [p0].[Number], [p0].[ProgrammeId], [p0].[Settings], [p0].[WithdrawnAt], [p0].[WithdrawnBy]
FROM [Programmes] AS [p]
LEFT JOIN [ProgrammeVersions] AS [p0] ON [p].[Id] = [p0].[ProgrammeId]
WHERE [p].[ShopId] = @mine AND [p].[Template] = N'RentalSurcharge'
ORDER BY [p].[CreatedAt], [p].[Id];
SELECT COUNT(*)
FROM [CustomerIntroductions] AS [c]
WHERE [c].[ShopId] = @mine AND [c].[By] = N'Owner';
-- and ends there: NullReferenceException

-- ShopOrderQueries.CustomerNameAsync
SELECT TOP(1) COALESCE([o].[CustomerId], [o].[ExternalId])
FROM [Orders] AS [o]
WHERE [o].[ShopId] = @shop AND [o].[Id] = @orderId;

-- ShopOrderQueries.DetailAsync
SELECT TOP(1) [o].[ShopId], [o].[ExternalId], [o].[CustomerId], [o].[PickupPoint], [o].[Source], [o].[ReceivedAt]
FROM [Orders] AS [o]
WHERE [o].[ShopId] = @shop AND [o].[Id] = @orderId;
SELECT [o].[Sku], [o].[Name], [o].[Category], [o].[Quantity], [o].[UnitPrice], [o].[Discount]
FROM [OrderLines] AS [o]
WHERE [o].[OrderId] = @orderId
ORDER BY [o].[Number];
SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template]
FROM [Programmes] AS [p]
WHERE [p].[ShopId] = @order_ShopId;

-- ShopOrderQueries.ExportAsync
SELECT TOP(1) [p].[Id]
FROM [Programmes] AS [p]
WHERE [p].[ShopId] = @shop AND [p].[Template] = N'RentalSurcharge'
ORDER BY [p].[CreatedAt], [p].[Id];
SELECT [o].[Id], [o].[ExternalId], [o].[PlacedAt], [o].[Status], [o].[StatusAt], [o].[CancellationReason], [o].[HasHeldEvents], COALESCE((
    SELECT TOP(1) [o3].[Name]
    FROM [OrderLines] AS [o3]
    WHERE [o].[Id] = [o3].[OrderId]
    ORDER BY [o3].[Number]), N''), (
    SELECT COUNT(*)
    FROM [OrderLines] AS [o4]
    WHERE [o].[Id] = [o4].[OrderId]), [o].[Source], [o].[Paid], (
    SELECT COALESCE(SUM([r].[Gross]), CAST(0 AS bigint))
    FROM [Rewards] AS [r]
    WHERE [r].[OrderId] = [o].[Id] AND [r].[State] IN (N'Pending', N'Earned')), [o].[PlatformDiscount], [o].[ShopDiscount], CASE
    WHEN [s0].[Id] IS NULL OR [o2].[Id] IS NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, [o2].[Code], [o].[EarnedAt], [s0].[IntroducedBy], [s0].[FreeOrder], [s0].[FreeOrders], [s0].[Base], [s0].[Amount], [s0].[PlatformPromotion], CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Surcharges] AS [s2]
        WHERE [s2].[OrderId] = [o].[Id] AND [s2].[Stated] IS NOT NULL) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, (
    SELECT COALESCE(SUM(COALESCE([s3].[Stated], CAST(0 AS bigint))), CAST(0 AS bigint))
    FROM [Surcharges] AS [s3]
    WHERE [s3].[OrderId] = [o].[Id])
FROM [Orders] AS [o]
LEFT JOIN (
    SELECT [s].[Id], [s].[Amount], [s].[Base], [s].[DecisionNumber], [s].[FreeOrder], [s].[FreeOrders], [s].[IntroducedBy], [s].[OrderId], [s].[PlatformPromotion]
    FROM [Surcharges] AS [s]
    WHERE [s].[ProgrammeId] = @programme AND [s].[IsReplaced] = CAST(0 AS bit)
) AS [s0] ON [o].[Id] = [s0].[OrderId]
LEFT JOIN (
    SELECT [o1].[Id], [o1].[Code], [o1].[Number], [o1].[OrderId]
    FROM [OrderDecisions] AS [o1]
    WHERE [o1].[ProgrammeId] = @programme
) AS [o2] ON [s0].[OrderId] = [o2].[OrderId] AND [s0].[DecisionNumber] = [o2].[Number]
WHERE [o].[ShopId] = @shop AND [o].[Status] = @status AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[Source] = @source AND [o].[AccountKey] IS NOT NULL AND EXISTS (
    SELECT 1
    FROM [Orders] AS [o0]
    WHERE [o0].[ShopId] = @shop7 AND [o0].[Id] = @customer AND [o0].[AccountKey] = [o].[AccountKey]) AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND [s0].[IntroducedBy] = @by AND [s0].[Id] IS NOT NULL AND NOT EXISTS (
    SELECT 1
    FROM [Surcharges] AS [s1]
    WHERE [s1].[OrderId] = [o].[Id] AND [s1].[Stated] IS NOT NULL) AND ([o].[Status] = N'Pending' OR ([o].[Status] = N'Successful' AND ([s0].[PlatformPromotion] - [s0].[Amount] <> CAST(0 AS bigint) OR [s0].[PlatformPromotion] IS NULL OR [s0].[Amount] IS NULL))) AND ([o2].[Code] <> N'before_program' OR [o2].[Code] IS NULL) AND [o].[Status] = N'Successful' AND [o2].[Code] = @state
ORDER BY [o].[PlacedAt] DESC, [o].[Id];
SELECT [o].[Id], [o].[ExternalId], [o].[PlacedAt], [o].[Status], [o].[StatusAt], [o].[CancellationReason], [o].[HasHeldEvents], COALESCE((
    SELECT TOP(1) [o3].[Name]
    FROM [OrderLines] AS [o3]
    WHERE [o].[Id] = [o3].[OrderId]
    ORDER BY [o3].[Number]), N''), (
    SELECT COUNT(*)
    FROM [OrderLines] AS [o4]
    WHERE [o].[Id] = [o4].[OrderId]), [o].[Source], [o].[Paid], (
    SELECT COALESCE(SUM([r].[Gross]), CAST(0 AS bigint))
    FROM [Rewards] AS [r]
    WHERE [r].[OrderId] = [o].[Id] AND [r].[State] IN (N'Pending', N'Earned')), [o].[PlatformDiscount], [o].[ShopDiscount], CASE
    WHEN [s0].[Id] IS NULL OR [o2].[Id] IS NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, [o2].[Code], [o].[EarnedAt], [s0].[IntroducedBy], [s0].[FreeOrder], [s0].[FreeOrders], [s0].[Base], [s0].[Amount], [s0].[PlatformPromotion], CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Surcharges] AS [s2]
        WHERE [s2].[OrderId] = [o].[Id] AND [s2].[Stated] IS NOT NULL) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, (
    SELECT COALESCE(SUM(COALESCE([s3].[Stated], CAST(0 AS bigint))), CAST(0 AS bigint))
    FROM [Surcharges] AS [s3]
    WHERE [s3].[OrderId] = [o].[Id])
FROM [Orders] AS [o]
LEFT JOIN (
    SELECT [s].[Id], [s].[Amount], [s].[Base], [s].[DecisionNumber], [s].[FreeOrder], [s].[FreeOrders], [s].[IntroducedBy], [s].[OrderId], [s].[PlatformPromotion]
    FROM [Surcharges] AS [s]
    WHERE 0 = 1
) AS [s0] ON [o].[Id] = [s0].[OrderId]
LEFT JOIN (
    SELECT [o1].[Id], [o1].[Code], [o1].[Number], [o1].[OrderId]
    FROM [OrderDecisions] AS [o1]
    WHERE 0 = 1
) AS [o2] ON [s0].[OrderId] = [o2].[OrderId] AND [s0].[DecisionNumber] = [o2].[Number]
WHERE [o].[ShopId] = @shop AND [o].[Status] = @status AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[Source] = @source AND [o].[AccountKey] IS NOT NULL AND EXISTS (
    SELECT 1
    FROM [Orders] AS [o0]
    WHERE [o0].[ShopId] = @shop7 AND [o0].[Id] = @customer AND [o0].[AccountKey] = [o].[AccountKey]) AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND [s0].[IntroducedBy] = @by AND [s0].[Id] IS NOT NULL AND NOT EXISTS (
    SELECT 1
    FROM [Surcharges] AS [s1]
    WHERE [s1].[OrderId] = [o].[Id] AND [s1].[Stated] IS NOT NULL) AND ([o].[Status] = N'Pending' OR ([o].[Status] = N'Successful' AND ([s0].[PlatformPromotion] - [s0].[Amount] <> CAST(0 AS bigint) OR [s0].[PlatformPromotion] IS NULL OR [s0].[Amount] IS NULL))) AND ([o2].[Code] <> N'before_program' OR [o2].[Code] IS NULL) AND [o].[Status] = N'Successful' AND [o2].[Code] = @state
ORDER BY [o].[PlacedAt] DESC, [o].[Id];

-- ShopOrderQueries.FirstDayAsync
SELECT TOP(1) [p].[Id]
FROM [Programmes] AS [p]
WHERE [p].[ShopId] = @shop AND [p].[Template] = N'RentalSurcharge'
ORDER BY [p].[CreatedAt], [p].[Id];
SELECT TOP(1) [o].[PlacedAt]
FROM [Orders] AS [o]
LEFT JOIN (
    SELECT [s].[Id], [s].[Amount], [s].[DecisionNumber], [s].[IntroducedBy], [s].[OrderId], [s].[PlatformPromotion]
    FROM [Surcharges] AS [s]
    WHERE [s].[ProgrammeId] = @programme AND [s].[IsReplaced] = CAST(0 AS bit)
) AS [s0] ON [o].[Id] = [s0].[OrderId]
LEFT JOIN (
    SELECT [o1].[Code], [o1].[Number], [o1].[OrderId]
    FROM [OrderDecisions] AS [o1]
    WHERE [o1].[ProgrammeId] = @programme
) AS [o2] ON [s0].[OrderId] = [o2].[OrderId] AND [s0].[DecisionNumber] = [o2].[Number]
WHERE [o].[ShopId] = @shop AND [o].[Status] = @status AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[Source] = @source AND [o].[AccountKey] IS NOT NULL AND EXISTS (
    SELECT 1
    FROM [Orders] AS [o0]
    WHERE [o0].[ShopId] = @shop7 AND [o0].[Id] = @customer AND [o0].[AccountKey] = [o].[AccountKey]) AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND [s0].[IntroducedBy] = @by AND [s0].[Id] IS NOT NULL AND NOT EXISTS (
    SELECT 1
    FROM [Surcharges] AS [s1]
    WHERE [s1].[OrderId] = [o].[Id] AND [s1].[Stated] IS NOT NULL) AND ([o].[Status] = N'Pending' OR ([o].[Status] = N'Successful' AND ([s0].[PlatformPromotion] - [s0].[Amount] <> CAST(0 AS bigint) OR [s0].[PlatformPromotion] IS NULL OR [s0].[Amount] IS NULL))) AND ([o2].[Code] <> N'before_program' OR [o2].[Code] IS NULL) AND [o].[Status] = N'Successful' AND [o2].[Code] = @state
ORDER BY [o].[PlacedAt];
SELECT TOP(1) [o].[PlacedAt]
FROM [Orders] AS [o]
LEFT JOIN (
    SELECT [s].[Id], [s].[Amount], [s].[DecisionNumber], [s].[IntroducedBy], [s].[OrderId], [s].[PlatformPromotion]
    FROM [Surcharges] AS [s]
    WHERE 0 = 1
) AS [s0] ON [o].[Id] = [s0].[OrderId]
LEFT JOIN (
    SELECT [o1].[Code], [o1].[Number], [o1].[OrderId]
    FROM [OrderDecisions] AS [o1]
    WHERE 0 = 1
) AS [o2] ON [s0].[OrderId] = [o2].[OrderId] AND [s0].[DecisionNumber] = [o2].[Number]
WHERE [o].[ShopId] = @shop AND [o].[Status] = @status AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[Source] = @source AND [o].[AccountKey] IS NOT NULL AND EXISTS (
    SELECT 1
    FROM [Orders] AS [o0]
    WHERE [o0].[ShopId] = @shop7 AND [o0].[Id] = @customer AND [o0].[AccountKey] = [o].[AccountKey]) AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND [s0].[IntroducedBy] = @by AND [s0].[Id] IS NOT NULL AND NOT EXISTS (
    SELECT 1
    FROM [Surcharges] AS [s1]
    WHERE [s1].[OrderId] = [o].[Id] AND [s1].[Stated] IS NOT NULL) AND ([o].[Status] = N'Pending' OR ([o].[Status] = N'Successful' AND ([s0].[PlatformPromotion] - [s0].[Amount] <> CAST(0 AS bigint) OR [s0].[PlatformPromotion] IS NULL OR [s0].[Amount] IS NULL))) AND ([o2].[Code] <> N'before_program' OR [o2].[Code] IS NULL) AND [o].[Status] = N'Successful' AND [o2].[Code] = @state
ORDER BY [o].[PlacedAt];

-- ShopOrderQueries.ListAsync
SELECT TOP(1) [p].[Id]
FROM [Programmes] AS [p]
WHERE [p].[ShopId] = @shop AND [p].[Template] = N'RentalSurcharge'
ORDER BY [p].[CreatedAt], [p].[Id];
SELECT [o].[Id], [o].[ExternalId], [o].[PlacedAt], [o].[Status], [o].[StatusAt], [o].[CancellationReason], [o].[HasHeldEvents], COALESCE((
    SELECT TOP(1) [o3].[Name]
    FROM [OrderLines] AS [o3]
    WHERE [o].[Id] = [o3].[OrderId]
    ORDER BY [o3].[Number]), N''), (
    SELECT COUNT(*)
    FROM [OrderLines] AS [o4]
    WHERE [o].[Id] = [o4].[OrderId]), [o].[Source], [o].[Paid], (
    SELECT COALESCE(SUM([r].[Gross]), CAST(0 AS bigint))
    FROM [Rewards] AS [r]
    WHERE [r].[OrderId] = [o].[Id] AND [r].[State] IN (N'Pending', N'Earned')), [o].[PlatformDiscount], [o].[ShopDiscount], CASE
    WHEN [s0].[Id] IS NULL OR [o2].[Id] IS NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, [o2].[Code], [o].[EarnedAt], [s0].[IntroducedBy], [s0].[FreeOrder], [s0].[FreeOrders], [s0].[Base], [s0].[Amount], [s0].[PlatformPromotion], CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Surcharges] AS [s2]
        WHERE [s2].[OrderId] = [o].[Id] AND [s2].[Stated] IS NOT NULL) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, (
    SELECT COALESCE(SUM(COALESCE([s3].[Stated], CAST(0 AS bigint))), CAST(0 AS bigint))
    FROM [Surcharges] AS [s3]
    WHERE [s3].[OrderId] = [o].[Id])
FROM [Orders] AS [o]
LEFT JOIN (
    SELECT [s].[Id], [s].[Amount], [s].[Base], [s].[DecisionNumber], [s].[FreeOrder], [s].[FreeOrders], [s].[IntroducedBy], [s].[OrderId], [s].[PlatformPromotion]
    FROM [Surcharges] AS [s]
    WHERE [s].[ProgrammeId] = @programme AND [s].[IsReplaced] = CAST(0 AS bit)
) AS [s0] ON [o].[Id] = [s0].[OrderId]
LEFT JOIN (
    SELECT [o1].[Id], [o1].[Code], [o1].[Number], [o1].[OrderId]
    FROM [OrderDecisions] AS [o1]
    WHERE [o1].[ProgrammeId] = @programme
) AS [o2] ON [s0].[OrderId] = [o2].[OrderId] AND [s0].[DecisionNumber] = [o2].[Number]
WHERE [o].[ShopId] = @shop AND [o].[Status] = @status AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[Source] = @source AND [o].[AccountKey] IS NOT NULL AND EXISTS (
    SELECT 1
    FROM [Orders] AS [o0]
    WHERE [o0].[ShopId] = @shop7 AND [o0].[Id] = @customer AND [o0].[AccountKey] = [o].[AccountKey]) AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND [s0].[IntroducedBy] = @by AND [s0].[Id] IS NOT NULL AND NOT EXISTS (
    SELECT 1
    FROM [Surcharges] AS [s1]
    WHERE [s1].[OrderId] = [o].[Id] AND [s1].[Stated] IS NOT NULL) AND ([o].[Status] = N'Pending' OR ([o].[Status] = N'Successful' AND ([s0].[PlatformPromotion] - [s0].[Amount] <> CAST(0 AS bigint) OR [s0].[PlatformPromotion] IS NULL OR [s0].[Amount] IS NULL))) AND ([o2].[Code] <> N'before_program' OR [o2].[Code] IS NULL) AND [o].[Status] = N'Successful' AND [o2].[Code] = @state
ORDER BY [o].[PlacedAt] DESC, [o].[Id]
OFFSET @p ROWS FETCH NEXT @p16 ROWS ONLY;
SELECT [o].[Id], [o].[ExternalId], [o].[PlacedAt], [o].[Status], [o].[StatusAt], [o].[CancellationReason], [o].[HasHeldEvents], COALESCE((
    SELECT TOP(1) [o3].[Name]
    FROM [OrderLines] AS [o3]
    WHERE [o].[Id] = [o3].[OrderId]
    ORDER BY [o3].[Number]), N''), (
    SELECT COUNT(*)
    FROM [OrderLines] AS [o4]
    WHERE [o].[Id] = [o4].[OrderId]), [o].[Source], [o].[Paid], (
    SELECT COALESCE(SUM([r].[Gross]), CAST(0 AS bigint))
    FROM [Rewards] AS [r]
    WHERE [r].[OrderId] = [o].[Id] AND [r].[State] IN (N'Pending', N'Earned')), [o].[PlatformDiscount], [o].[ShopDiscount], CASE
    WHEN [s0].[Id] IS NULL OR [o2].[Id] IS NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, [o2].[Code], [o].[EarnedAt], [s0].[IntroducedBy], [s0].[FreeOrder], [s0].[FreeOrders], [s0].[Base], [s0].[Amount], [s0].[PlatformPromotion], CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Surcharges] AS [s2]
        WHERE [s2].[OrderId] = [o].[Id] AND [s2].[Stated] IS NOT NULL) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, (
    SELECT COALESCE(SUM(COALESCE([s3].[Stated], CAST(0 AS bigint))), CAST(0 AS bigint))
    FROM [Surcharges] AS [s3]
    WHERE [s3].[OrderId] = [o].[Id])
FROM [Orders] AS [o]
LEFT JOIN (
    SELECT [s].[Id], [s].[Amount], [s].[Base], [s].[DecisionNumber], [s].[FreeOrder], [s].[FreeOrders], [s].[IntroducedBy], [s].[OrderId], [s].[PlatformPromotion]
    FROM [Surcharges] AS [s]
    WHERE 0 = 1
) AS [s0] ON [o].[Id] = [s0].[OrderId]
LEFT JOIN (
    SELECT [o1].[Id], [o1].[Code], [o1].[Number], [o1].[OrderId]
    FROM [OrderDecisions] AS [o1]
    WHERE 0 = 1
) AS [o2] ON [s0].[OrderId] = [o2].[OrderId] AND [s0].[DecisionNumber] = [o2].[Number]
WHERE [o].[ShopId] = @shop AND [o].[Status] = @status AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[Source] = @source AND [o].[AccountKey] IS NOT NULL AND EXISTS (
    SELECT 1
    FROM [Orders] AS [o0]
    WHERE [o0].[ShopId] = @shop7 AND [o0].[Id] = @customer AND [o0].[AccountKey] = [o].[AccountKey]) AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND [s0].[IntroducedBy] = @by AND [s0].[Id] IS NOT NULL AND NOT EXISTS (
    SELECT 1
    FROM [Surcharges] AS [s1]
    WHERE [s1].[OrderId] = [o].[Id] AND [s1].[Stated] IS NOT NULL) AND ([o].[Status] = N'Pending' OR ([o].[Status] = N'Successful' AND ([s0].[PlatformPromotion] - [s0].[Amount] <> CAST(0 AS bigint) OR [s0].[PlatformPromotion] IS NULL OR [s0].[Amount] IS NULL))) AND ([o2].[Code] <> N'before_program' OR [o2].[Code] IS NULL) AND [o].[Status] = N'Successful' AND [o2].[Code] = @state
ORDER BY [o].[PlacedAt] DESC, [o].[Id]
OFFSET @p ROWS FETCH NEXT @p16 ROWS ONLY;

-- ShopOrderQueries.PartsAsync
SELECT TOP(1) [p].[Id]
FROM [Programmes] AS [p]
WHERE [p].[ShopId] = @shop AND [p].[Template] = N'RentalSurcharge'
ORDER BY [p].[CreatedAt], [p].[Id];
SELECT [s2].[Key] AS [Part], COUNT(*) AS [Orders], COALESCE(SUM([s2].[Paid]), CAST(0 AS bigint)) AS [Paid], COALESCE(SUM(CASE
    WHEN [s2].[Status] = N'Successful' AND [s2].[Code] = N'charged' THEN [s2].[Amount]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Charged], COALESCE(SUM(CASE
    WHEN [s2].[Status] = N'Pending' AND ([s2].[Code] <> N'before_program' OR [s2].[Code] IS NULL) THEN [s2].[Amount]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Expected]
FROM (
    SELECT [o].[Paid], [o].[Status], [s0].[Amount], [o2].[Code], 0 AS [Key]
    FROM [Orders] AS [o]
    LEFT JOIN (
        SELECT [s].[Id], [s].[Amount], [s].[DecisionNumber], [s].[IntroducedBy], [s].[OrderId], [s].[PlatformPromotion]
        FROM [Surcharges] AS [s]
        WHERE [s].[ProgrammeId] = @programme AND [s].[IsReplaced] = CAST(0 AS bit)
    ) AS [s0] ON [o].[Id] = [s0].[OrderId]
    LEFT JOIN (
        SELECT [o1].[Code], [o1].[Number], [o1].[OrderId]
        FROM [OrderDecisions] AS [o1]
        WHERE [o1].[ProgrammeId] = @programme
    ) AS [o2] ON [s0].[OrderId] = [o2].[OrderId] AND [s0].[DecisionNumber] = [o2].[Number]
    WHERE [o].[ShopId] = @shop AND [o].[Status] = @status AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[Source] = @source AND [o].[AccountKey] IS NOT NULL AND EXISTS (
        SELECT 1
        FROM [Orders] AS [o0]
        WHERE [o0].[ShopId] = @shop7 AND [o0].[Id] = @customer AND [o0].[AccountKey] = [o].[AccountKey]) AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND [s0].[IntroducedBy] = @by AND [s0].[Id] IS NOT NULL AND NOT EXISTS (
        SELECT 1
        FROM [Surcharges] AS [s1]
        WHERE [s1].[OrderId] = [o].[Id] AND [s1].[Stated] IS NOT NULL) AND ([o].[Status] = N'Pending' OR ([o].[Status] = N'Successful' AND ([s0].[PlatformPromotion] - [s0].[Amount] <> CAST(0 AS bigint) OR [s0].[PlatformPromotion] IS NULL OR [s0].[Amount] IS NULL))) AND ([o2].[Code] <> N'before_program' OR [o2].[Code] IS NULL) AND [o].[Status] = N'Successful' AND [o2].[Code] = @state
) AS [s2]
GROUP BY [s2].[Key];
SELECT [s2].[Key] AS [Part], COUNT(*) AS [Orders], COALESCE(SUM([s2].[Paid]), CAST(0 AS bigint)) AS [Paid], COALESCE(SUM(CASE
    WHEN [s2].[Status] = N'Successful' AND [s2].[Code] = N'charged' THEN [s2].[Amount]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Charged], COALESCE(SUM(CASE
    WHEN [s2].[Status] = N'Pending' AND ([s2].[Code] <> N'before_program' OR [s2].[Code] IS NULL) THEN [s2].[Amount]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Expected]
FROM (
    SELECT [o].[Paid], [o].[Status], [s0].[Amount], [o2].[Code], 0 AS [Key]
    FROM [Orders] AS [o]
    LEFT JOIN (
        SELECT [s].[Id], [s].[Amount], [s].[DecisionNumber], [s].[IntroducedBy], [s].[OrderId], [s].[PlatformPromotion]
        FROM [Surcharges] AS [s]
        WHERE 0 = 1
    ) AS [s0] ON [o].[Id] = [s0].[OrderId]
    LEFT JOIN (
        SELECT [o1].[Code], [o1].[Number], [o1].[OrderId]
        FROM [OrderDecisions] AS [o1]
        WHERE 0 = 1
    ) AS [o2] ON [s0].[OrderId] = [o2].[OrderId] AND [s0].[DecisionNumber] = [o2].[Number]
    WHERE [o].[ShopId] = @shop AND [o].[Status] = @status AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[Source] = @source AND [o].[AccountKey] IS NOT NULL AND EXISTS (
        SELECT 1
        FROM [Orders] AS [o0]
        WHERE [o0].[ShopId] = @shop7 AND [o0].[Id] = @customer AND [o0].[AccountKey] = [o].[AccountKey]) AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND [s0].[IntroducedBy] = @by AND [s0].[Id] IS NOT NULL AND NOT EXISTS (
        SELECT 1
        FROM [Surcharges] AS [s1]
        WHERE [s1].[OrderId] = [o].[Id] AND [s1].[Stated] IS NOT NULL) AND ([o].[Status] = N'Pending' OR ([o].[Status] = N'Successful' AND ([s0].[PlatformPromotion] - [s0].[Amount] <> CAST(0 AS bigint) OR [s0].[PlatformPromotion] IS NULL OR [s0].[Amount] IS NULL))) AND ([o2].[Code] <> N'before_program' OR [o2].[Code] IS NULL) AND [o].[Status] = N'Successful' AND [o2].[Code] = @state
) AS [s2]
GROUP BY [s2].[Key];

-- ShopOrderQueries.PaysSurchargesAsync
SELECT TOP(1) [p].[Id]
FROM [Programmes] AS [p]
WHERE [p].[ShopId] = @shop AND [p].[Template] = N'RentalSurcharge'
ORDER BY [p].[CreatedAt], [p].[Id];

-- ShopOrderQueries.SourcesAsync
SELECT TOP(@p) [o0].[Source]
FROM (
    SELECT DISTINCT [o].[Source]
    FROM [Orders] AS [o]
    WHERE [o].[ShopId] = @shop AND [o].[Source] IS NOT NULL
) AS [o0]
ORDER BY [o0].[Source];

-- ShopOrderQueries.SumsAsync
SELECT TOP(1) [p].[Id]
FROM [Programmes] AS [p]
WHERE [p].[ShopId] = @shop AND [p].[Template] = N'RentalSurcharge'
ORDER BY [p].[CreatedAt], [p].[Id];
SELECT [s2].[Status], [s2].[HasHeldEvents], COUNT(*), COALESCE(SUM([s2].[Paid]), CAST(0 AS bigint)), COALESCE(SUM([s2].[PlatformDiscount]), CAST(0 AS bigint)), COALESCE(SUM([s2].[ShopDiscount]), CAST(0 AS bigint)), CASE
    WHEN [s2].[IntroducedBy] IS NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, [s2].[Code], [s2].[WasEarned], [s2].[IntroducedBy], COALESCE(SUM([s2].[Base]), CAST(0 AS bigint)), COALESCE(SUM([s2].[Amount]), CAST(0 AS bigint))
FROM (
    SELECT [o].[HasHeldEvents], [o].[Paid], [o].[PlatformDiscount], [o].[ShopDiscount], [o].[Status], [s0].[Amount], [s0].[Base], [s0].[IntroducedBy], [o2].[Code], CASE
        WHEN [o].[EarnedAt] IS NOT NULL THEN CAST(1 AS bit)
        ELSE CAST(0 AS bit)
    END AS [WasEarned]
    FROM [Orders] AS [o]
    LEFT JOIN (
        SELECT [s].[Id], [s].[Amount], [s].[Base], [s].[DecisionNumber], [s].[IntroducedBy], [s].[OrderId], [s].[PlatformPromotion]
        FROM [Surcharges] AS [s]
        WHERE [s].[ProgrammeId] = @programme AND [s].[IsReplaced] = CAST(0 AS bit)
    ) AS [s0] ON [o].[Id] = [s0].[OrderId]
    LEFT JOIN (
        SELECT [o1].[Code], [o1].[Number], [o1].[OrderId]
        FROM [OrderDecisions] AS [o1]
        WHERE [o1].[ProgrammeId] = @programme
    ) AS [o2] ON [s0].[OrderId] = [o2].[OrderId] AND [s0].[DecisionNumber] = [o2].[Number]
    WHERE [o].[ShopId] = @shop AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[Source] = @source AND [o].[AccountKey] IS NOT NULL AND EXISTS (
        SELECT 1
        FROM [Orders] AS [o0]
        WHERE [o0].[ShopId] = @shop6 AND [o0].[Id] = @customer AND [o0].[AccountKey] = [o].[AccountKey]) AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND [s0].[IntroducedBy] = @by AND [s0].[Id] IS NOT NULL AND NOT EXISTS (
        SELECT 1
        FROM [Surcharges] AS [s1]
        WHERE [s1].[OrderId] = [o].[Id] AND [s1].[Stated] IS NOT NULL) AND ([o].[Status] = N'Pending' OR ([o].[Status] = N'Successful' AND ([s0].[PlatformPromotion] - [s0].[Amount] <> CAST(0 AS bigint) OR [s0].[PlatformPromotion] IS NULL OR [s0].[Amount] IS NULL))) AND ([o2].[Code] <> N'before_program' OR [o2].[Code] IS NULL) AND [o].[Status] = N'Successful' AND [o2].[Code] = @state
) AS [s2]
GROUP BY [s2].[Status], [s2].[HasHeldEvents], [s2].[Code], [s2].[WasEarned], [s2].[IntroducedBy];
SELECT [s2].[Status], [s2].[HasHeldEvents], COUNT(*), COALESCE(SUM([s2].[Paid]), CAST(0 AS bigint)), COALESCE(SUM([s2].[PlatformDiscount]), CAST(0 AS bigint)), COALESCE(SUM([s2].[ShopDiscount]), CAST(0 AS bigint)), CASE
    WHEN [s2].[IntroducedBy] IS NULL THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END, [s2].[Code], [s2].[WasEarned], [s2].[IntroducedBy], COALESCE(SUM([s2].[Base]), CAST(0 AS bigint)), COALESCE(SUM([s2].[Amount]), CAST(0 AS bigint))
FROM (
    SELECT [o].[HasHeldEvents], [o].[Paid], [o].[PlatformDiscount], [o].[ShopDiscount], [o].[Status], [s0].[Amount], [s0].[Base], [s0].[IntroducedBy], [o2].[Code], CASE
        WHEN [o].[EarnedAt] IS NOT NULL THEN CAST(1 AS bit)
        ELSE CAST(0 AS bit)
    END AS [WasEarned]
    FROM [Orders] AS [o]
    LEFT JOIN (
        SELECT [s].[Id], [s].[Amount], [s].[Base], [s].[DecisionNumber], [s].[IntroducedBy], [s].[OrderId], [s].[PlatformPromotion]
        FROM [Surcharges] AS [s]
        WHERE 0 = 1
    ) AS [s0] ON [o].[Id] = [s0].[OrderId]
    LEFT JOIN (
        SELECT [o1].[Code], [o1].[Number], [o1].[OrderId]
        FROM [OrderDecisions] AS [o1]
        WHERE 0 = 1
    ) AS [o2] ON [s0].[OrderId] = [o2].[OrderId] AND [s0].[DecisionNumber] = [o2].[Number]
    WHERE [o].[ShopId] = @shop AND [o].[PlacedAt] >= @start AND [o].[PlacedAt] < @end AND [o].[Source] = @source AND [o].[AccountKey] IS NOT NULL AND EXISTS (
        SELECT 1
        FROM [Orders] AS [o0]
        WHERE [o0].[ShopId] = @shop6 AND [o0].[Id] = @customer AND [o0].[AccountKey] = [o].[AccountKey]) AND [o].[SearchText] LIKE @text_contains ESCAPE N'\' AND [s0].[IntroducedBy] = @by AND [s0].[Id] IS NOT NULL AND NOT EXISTS (
        SELECT 1
        FROM [Surcharges] AS [s1]
        WHERE [s1].[OrderId] = [o].[Id] AND [s1].[Stated] IS NOT NULL) AND ([o].[Status] = N'Pending' OR ([o].[Status] = N'Successful' AND ([s0].[PlatformPromotion] - [s0].[Amount] <> CAST(0 AS bigint) OR [s0].[PlatformPromotion] IS NULL OR [s0].[Amount] IS NULL))) AND ([o2].[Code] <> N'before_program' OR [o2].[Code] IS NULL) AND [o].[Status] = N'Successful' AND [o2].[Code] = @state
) AS [s2]
GROUP BY [s2].[Status], [s2].[HasHeldEvents], [s2].[Code], [s2].[WasEarned], [s2].[IntroducedBy];

-- ShopQueries.GetAsync
SELECT [s1].[Id], [s1].[Code], [s1].[Name], [s1].[Kind], [s1].[OpenedOn], [s0].[Host], [s0].[ShopId], [s1].[ReferralCode], [s1].[RequiresSignature], [s1].[CreatedAt]
FROM (
    SELECT TOP(2) [s].[Id], [s].[Code], [s].[Name], [s].[Kind], [s].[OpenedOn], [s].[ReferralCode], [s].[RequiresSignature], [s].[CreatedAt]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = @shopId
) AS [s1]
LEFT JOIN [ShopHosts] AS [s0] ON [s1].[Id] = [s0].[ShopId]
ORDER BY [s1].[Id], [s0].[Host];

-- ShopQueries.ListAsync
SELECT [s1].[Id], [s1].[Code], [s1].[Name], [s1].[Kind], [s1].[OpenedOn], [s0].[Host], [s0].[ShopId], [s1].[ReferralCode], [s1].[RequiresSignature], [s1].[CreatedAt]
FROM (
    SELECT TOP(@p) [s].[Id], [s].[Code], [s].[Name], [s].[Kind], [s].[OpenedOn], [s].[ReferralCode], [s].[RequiresSignature], [s].[CreatedAt]
    FROM [Shops] AS [s]
    WHERE [s].[CreatedAt] < @after_At OR ([s].[CreatedAt] = @after_At AND [s].[Id] < @after_Id)
    ORDER BY [s].[CreatedAt] DESC, [s].[Id] DESC
) AS [s1]
LEFT JOIN [ShopHosts] AS [s0] ON [s1].[Id] = [s0].[ShopId]
ORDER BY [s1].[CreatedAt] DESC, [s1].[Id] DESC, [s0].[Host];

-- ShopQueries.NamesAsync
SELECT TOP(@p) [s].[Id], [s].[Name]
FROM [Shops] AS [s]
ORDER BY [s].[NameSearch], [s].[Id];

-- ShopQueries.SearchAsync
SELECT [s1].[Id], [s1].[Code], [s1].[Name], [s1].[Kind], [s1].[OpenedOn], [s0].[Host], [s0].[ShopId], [s1].[ReferralCode], [s1].[RequiresSignature], [s1].[CreatedAt]
FROM (
    SELECT [s].[Id], [s].[Code], [s].[Name], [s].[Kind], [s].[OpenedOn], [s].[ReferralCode], [s].[RequiresSignature], [s].[CreatedAt]
    FROM [Shops] AS [s]
    WHERE [s].[NameSearch] LIKE @folded_contains ESCAPE N'\' OR [s].[Code] LIKE @folded_contains0 ESCAPE N'\'
    ORDER BY [s].[CreatedAt] DESC, [s].[Id]
    OFFSET @p ROWS FETCH NEXT @p3 ROWS ONLY
) AS [s1]
LEFT JOIN [ShopHosts] AS [s0] ON [s1].[Id] = [s0].[ShopId]
ORDER BY [s1].[CreatedAt] DESC, [s1].[Id], [s0].[Host];
SELECT COUNT(*)
FROM [Shops] AS [s]
WHERE [s].[NameSearch] LIKE @folded_contains ESCAPE N'\' OR [s].[Code] LIKE @folded_contains0 ESCAPE N'\';

-- ShopReliabilityQueries.OfAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = @shopId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [o].[Status], [o].[CancellationReason], COUNT(*) AS [Orders]
FROM [Orders] AS [o]
WHERE [o].[ShopId] = @shopId AND [o].[PlacedAt] >= @from
GROUP BY [o].[Status], [o].[CancellationReason];
SELECT TOP(@p) [o].[PlacedAt], [o].[PaidAt]
FROM [Orders] AS [o]
WHERE [o].[ShopId] = @shop AND [o].[Status] = N'Successful' AND [o].[PaidAt] IS NOT NULL
ORDER BY [o].[PlacedAt] DESC;

-- StaffQueries.ListAsync
SELECT COUNT(*)
FROM [Memberships] AS [m]
WHERE [m].[Role] = N'ShopStaff' AND [m].[ShopId] = @shop;
SELECT [m0].[Id], [m0].[CreatedAt], [m0].[Rights], [m0].[OfferedAs], [a].[DisplayName], [a].[Email], [a].[IsActive], (
    SELECT MAX([u].[LastSeenAt])
    FROM [UserSessions] AS [u]
    WHERE [u].[MembershipId] = [m0].[Id]) AS [LastSeenAt]
FROM (
    SELECT [m].[Id], [m].[CreatedAt], [m].[OfferedAs], [m].[Rights], [m].[UserId]
    FROM [Memberships] AS [m]
    WHERE [m].[Role] = N'ShopStaff' AND [m].[ShopId] = @shop
    ORDER BY [m].[CreatedAt], [m].[Id]
    OFFSET @p ROWS FETCH NEXT @p2 ROWS ONLY
) AS [m0]
INNER JOIN [AspNetUsers] AS [a] ON [m0].[UserId] = [a].[Id]
ORDER BY [m0].[CreatedAt], [m0].[Id];

-- StatementQueries.DetailAsync
SELECT [w].[Id], [w].[ConfirmedAt], [w].[ConfirmedBy], [w].[Corrections], [w].[Entries], [w].[From], [w].[MadeAt], [w].[Net], [w].[Number], [w].[Promotions], [w].[Remaining], [w].[ReviewUntil], [w].[Sequence], [w].[ShopId], [w].[Surcharges], [w].[Version], [w].[Week], [w].[Year], (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [w].[ShopId]), [s1].[Id], [s1].[Number], [s1].[Reference], [s1].[Amount], [s1].[State], [s1].[EndedAt], [s1].[Reason], [s1].[c], [s3].[Id], [s3].[Number], [s3].[c]
FROM [WeeklyStatements] AS [w]
LEFT JOIN (
    SELECT [s0].[Id], [s0].[Number], [s0].[Reference], [s0].[Amount], [s0].[State], [s0].[EndedAt], [s0].[Reason], [s0].[c], [s0].[StatementId]
    FROM (
        SELECT [p].[Id], [p].[Number], [w0].[Reference], [w0].[Amount], [w0].[State], [w0].[EndedAt], [w0].[Reason], 1 AS [c], [w0].[StatementId], ROW_NUMBER() OVER(PARTITION BY [w0].[StatementId] ORDER BY [w0].[RequestedAt] DESC) AS [row]
        FROM [Withdrawals] AS [w0]
        INNER JOIN [PayoutBatches] AS [p] ON [w0].[BatchId] = [p].[Id]
    ) AS [s0]
    WHERE [s0].[row] <= 1
) AS [s1] ON [w].[Id] = [s1].[StatementId]
LEFT JOIN (
    SELECT [s2].[Id], [s2].[Number], [s2].[c], [s2].[StatementId]
    FROM (
        SELECT [i0].[Id], [i0].[Number], 1 AS [c], [i].[StatementId], ROW_NUMBER() OVER(PARTITION BY [i].[StatementId] ORDER BY [i0].[Month] DESC) AS [row]
        FROM [InvoiceParts] AS [i]
        INNER JOIN [Invoices] AS [i0] ON [i].[InvoiceId] = [i0].[Id]
        WHERE [i].[Amount] > CAST(0 AS bigint)
    ) AS [s2]
    WHERE [s2].[row] <= 1
) AS [s3] ON [w].[Id] = [s3].[StatementId]
WHERE [w].[Id] = @statementId;
SELECT [s1].[EntryId], [s1].[At], [s1].[Week], [s1].[c], [s1].[c0], [j2].[Id], [j2].[Available], [j2].[AvailablePreTax], [j2].[Basis], [j2].[Block], [j2].[By], [j2].[CorrectsId], [j2].[DisputeId], [j2].[Earned], [j2].[FactMonth], [j2].[Hash], [j2].[Held], [j2].[Holder], [j2].[HolderId], [j2].[InvoiceId], [j2].[Invoiced], [j2].[Key], [j2].[Month], [j2].[Note], [j2].[OccurredAt], [j2].[OrderId], [j2].[PaidOut], [j2].[Promoted], [j2].[Reason], [j2].[Received], [j2].[RecordedAt], [j2].[Reserved], [j2].[RewardId], [j2].[SurchargeId], [j2].[Surcharged], [j2].[TaxMonth], [j2].[TaxRemitted], [j2].[TaxWithheld], [j2].[WithdrawalId], [s3].[Id], [s3].[Amount], [s3].[Base], [s3].[CustomerKey], [s3].[DecisionNumber], [s3].[FreeOrder], [s3].[FreeOrders], [s3].[IntroducedBy], [s3].[IsReplaced], [s3].[OrderId], [s3].[PlacedAt], [s3].[PlatformPromotion], [s3].[PostedId], [s3].[ProgrammeId], [s3].[Reversed], [s3].[ShopId], [s3].[Stated]
FROM (
    SELECT TOP(@p) [s].[EntryId], [s].[At], [s].[Week], (
        SELECT TOP(1) [o].[ExternalId]
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [s].[OrderId]) AS [c], (
        SELECT TOP(1) (
            SELECT TOP(1) [r].[DisputeNumber]
            FROM [Rulings] AS [r]
            WHERE [r].[DisputeId] = [j0].[DisputeId])
        FROM [JournalEntries] AS [j0]
        WHERE [j0].[Id] = [s].[EntryId] AND [j0].[DisputeId] IS NOT NULL) AS [c0], [s].[SurchargeId]
    FROM [StatementLines] AS [s]
    WHERE [s].[StatementId] = @statementId AND ([s].[At] > @after_At OR ([s].[At] = @after_At AND [s].[EntryId] > @after_Id))
    ORDER BY [s].[At], [s].[EntryId]
) AS [s1]
LEFT JOIN (
    SELECT [j1].[Id], [j1].[Available], [j1].[AvailablePreTax], [j1].[Basis], [j1].[Block], [j1].[By], [j1].[CorrectsId], [j1].[DisputeId], [j1].[Earned], [j1].[FactMonth], [j1].[Hash], [j1].[Held], [j1].[Holder], [j1].[HolderId], [j1].[InvoiceId], [j1].[Invoiced], [j1].[Key], [j1].[Month], [j1].[Note], [j1].[OccurredAt], [j1].[OrderId], [j1].[PaidOut], [j1].[Promoted], [j1].[Reason], [j1].[Received], [j1].[RecordedAt], [j1].[Reserved], [j1].[RewardId], [j1].[SurchargeId], [j1].[Surcharged], [j1].[TaxMonth], [j1].[TaxRemitted], [j1].[TaxWithheld], [j1].[WithdrawalId]
    FROM (
        SELECT [j].[Id], [j].[Available], [j].[AvailablePreTax], [j].[Basis], [j].[Block], [j].[By], [j].[CorrectsId], [j].[DisputeId], [j].[Earned], [j].[FactMonth], [j].[Hash], [j].[Held], [j].[Holder], [j].[HolderId], [j].[InvoiceId], [j].[Invoiced], [j].[Key], [j].[Month], [j].[Note], [j].[OccurredAt], [j].[OrderId], [j].[PaidOut], [j].[Promoted], [j].[Reason], [j].[Received], [j].[RecordedAt], [j].[Reserved], [j].[RewardId], [j].[SurchargeId], [j].[Surcharged], [j].[TaxMonth], [j].[TaxRemitted], [j].[TaxWithheld], [j].[WithdrawalId], ROW_NUMBER() OVER(PARTITION BY [j].[Id] ORDER BY [j].[Id]) AS [row]
        FROM [JournalEntries] AS [j]
    ) AS [j1]
    WHERE [j1].[row] <= 1
) AS [j2] ON [s1].[EntryId] = [j2].[Id]
LEFT JOIN (
    SELECT [s2].[Id], [s2].[Amount], [s2].[Base], [s2].[CustomerKey], [s2].[DecisionNumber], [s2].[FreeOrder], [s2].[FreeOrders], [s2].[IntroducedBy], [s2].[IsReplaced], [s2].[OrderId], [s2].[PlacedAt], [s2].[PlatformPromotion], [s2].[PostedId], [s2].[ProgrammeId], [s2].[Reversed], [s2].[ShopId], [s2].[Stated]
    FROM (
        SELECT [s0].[Id], [s0].[Amount], [s0].[Base], [s0].[CustomerKey], [s0].[DecisionNumber], [s0].[FreeOrder], [s0].[FreeOrders], [s0].[IntroducedBy], [s0].[IsReplaced], [s0].[OrderId], [s0].[PlacedAt], [s0].[PlatformPromotion], [s0].[PostedId], [s0].[ProgrammeId], [s0].[Reversed], [s0].[ShopId], [s0].[Stated], ROW_NUMBER() OVER(PARTITION BY [s0].[Id] ORDER BY [s0].[Id]) AS [row]
        FROM [Surcharges] AS [s0]
    ) AS [s2]
    WHERE [s2].[row] <= 1
) AS [s3] ON [s1].[SurchargeId] = [s3].[Id]
ORDER BY [s1].[At], [s1].[EntryId];

-- StatementQueries.GetAsync
SELECT [w].[Id], [w].[ConfirmedAt], [w].[ConfirmedBy], [w].[Corrections], [w].[Entries], [w].[From], [w].[MadeAt], [w].[Net], [w].[Number], [w].[Promotions], [w].[Remaining], [w].[ReviewUntil], [w].[Sequence], [w].[ShopId], [w].[Surcharges], [w].[Version], [w].[Week], [w].[Year], (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [w].[ShopId]), [s1].[Id], [s1].[Number], [s1].[Reference], [s1].[Amount], [s1].[State], [s1].[EndedAt], [s1].[Reason], [s1].[c], [s3].[Id], [s3].[Number], [s3].[c]
FROM [WeeklyStatements] AS [w]
LEFT JOIN (
    SELECT [s0].[Id], [s0].[Number], [s0].[Reference], [s0].[Amount], [s0].[State], [s0].[EndedAt], [s0].[Reason], [s0].[c], [s0].[StatementId]
    FROM (
        SELECT [p].[Id], [p].[Number], [w0].[Reference], [w0].[Amount], [w0].[State], [w0].[EndedAt], [w0].[Reason], 1 AS [c], [w0].[StatementId], ROW_NUMBER() OVER(PARTITION BY [w0].[StatementId] ORDER BY [w0].[RequestedAt] DESC) AS [row]
        FROM [Withdrawals] AS [w0]
        INNER JOIN [PayoutBatches] AS [p] ON [w0].[BatchId] = [p].[Id]
    ) AS [s0]
    WHERE [s0].[row] <= 1
) AS [s1] ON [w].[Id] = [s1].[StatementId]
LEFT JOIN (
    SELECT [s2].[Id], [s2].[Number], [s2].[c], [s2].[StatementId]
    FROM (
        SELECT [i0].[Id], [i0].[Number], 1 AS [c], [i].[StatementId], ROW_NUMBER() OVER(PARTITION BY [i].[StatementId] ORDER BY [i0].[Month] DESC) AS [row]
        FROM [InvoiceParts] AS [i]
        INNER JOIN [Invoices] AS [i0] ON [i].[InvoiceId] = [i0].[Id]
        WHERE [i].[Amount] > CAST(0 AS bigint)
    ) AS [s2]
    WHERE [s2].[row] <= 1
) AS [s3] ON [w].[Id] = [s3].[StatementId]
WHERE [w].[Id] = @statementId;

-- StatementQueries.LinesAsync
SELECT [w].[Id], [w].[ConfirmedAt], [w].[ConfirmedBy], [w].[Corrections], [w].[Entries], [w].[From], [w].[MadeAt], [w].[Net], [w].[Number], [w].[Promotions], [w].[Remaining], [w].[ReviewUntil], [w].[Sequence], [w].[ShopId], [w].[Surcharges], [w].[Version], [w].[Week], [w].[Year], (
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [w].[ShopId]), [s1].[Id], [s1].[Number], [s1].[Reference], [s1].[Amount], [s1].[State], [s1].[EndedAt], [s1].[Reason], [s1].[c], [s3].[Id], [s3].[Number], [s3].[c]
FROM [WeeklyStatements] AS [w]
LEFT JOIN (
    SELECT [s0].[Id], [s0].[Number], [s0].[Reference], [s0].[Amount], [s0].[State], [s0].[EndedAt], [s0].[Reason], [s0].[c], [s0].[StatementId]
    FROM (
        SELECT [p].[Id], [p].[Number], [w0].[Reference], [w0].[Amount], [w0].[State], [w0].[EndedAt], [w0].[Reason], 1 AS [c], [w0].[StatementId], ROW_NUMBER() OVER(PARTITION BY [w0].[StatementId] ORDER BY [w0].[RequestedAt] DESC) AS [row]
        FROM [Withdrawals] AS [w0]
        INNER JOIN [PayoutBatches] AS [p] ON [w0].[BatchId] = [p].[Id]
    ) AS [s0]
    WHERE [s0].[row] <= 1
) AS [s1] ON [w].[Id] = [s1].[StatementId]
LEFT JOIN (
    SELECT [s2].[Id], [s2].[Number], [s2].[c], [s2].[StatementId]
    FROM (
        SELECT [i0].[Id], [i0].[Number], 1 AS [c], [i].[StatementId], ROW_NUMBER() OVER(PARTITION BY [i].[StatementId] ORDER BY [i0].[Month] DESC) AS [row]
        FROM [InvoiceParts] AS [i]
        INNER JOIN [Invoices] AS [i0] ON [i].[InvoiceId] = [i0].[Id]
        WHERE [i].[Amount] > CAST(0 AS bigint)
    ) AS [s2]
    WHERE [s2].[row] <= 1
) AS [s3] ON [w].[Id] = [s3].[StatementId]
WHERE [w].[Id] = @statementId;
SELECT [s1].[EntryId], [s1].[At], [s1].[Week], [s1].[c], [s1].[c0], [j2].[Id], [j2].[Available], [j2].[AvailablePreTax], [j2].[Basis], [j2].[Block], [j2].[By], [j2].[CorrectsId], [j2].[DisputeId], [j2].[Earned], [j2].[FactMonth], [j2].[Hash], [j2].[Held], [j2].[Holder], [j2].[HolderId], [j2].[InvoiceId], [j2].[Invoiced], [j2].[Key], [j2].[Month], [j2].[Note], [j2].[OccurredAt], [j2].[OrderId], [j2].[PaidOut], [j2].[Promoted], [j2].[Reason], [j2].[Received], [j2].[RecordedAt], [j2].[Reserved], [j2].[RewardId], [j2].[SurchargeId], [j2].[Surcharged], [j2].[TaxMonth], [j2].[TaxRemitted], [j2].[TaxWithheld], [j2].[WithdrawalId], [s3].[Id], [s3].[Amount], [s3].[Base], [s3].[CustomerKey], [s3].[DecisionNumber], [s3].[FreeOrder], [s3].[FreeOrders], [s3].[IntroducedBy], [s3].[IsReplaced], [s3].[OrderId], [s3].[PlacedAt], [s3].[PlatformPromotion], [s3].[PostedId], [s3].[ProgrammeId], [s3].[Reversed], [s3].[ShopId], [s3].[Stated]
FROM (
    SELECT [s].[EntryId], [s].[At], [s].[Week], (
        SELECT TOP(1) [o].[ExternalId]
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [s].[OrderId]) AS [c], (
        SELECT TOP(1) (
            SELECT TOP(1) [r].[DisputeNumber]
            FROM [Rulings] AS [r]
            WHERE [r].[DisputeId] = [j0].[DisputeId])
        FROM [JournalEntries] AS [j0]
        WHERE [j0].[Id] = [s].[EntryId] AND [j0].[DisputeId] IS NOT NULL) AS [c0], [s].[SurchargeId]
    FROM [StatementLines] AS [s]
    WHERE [s].[StatementId] = @statementId
    ORDER BY [s].[At], [s].[EntryId]
    OFFSET @p ROWS FETCH NEXT @p2 ROWS ONLY
) AS [s1]
LEFT JOIN (
    SELECT [j1].[Id], [j1].[Available], [j1].[AvailablePreTax], [j1].[Basis], [j1].[Block], [j1].[By], [j1].[CorrectsId], [j1].[DisputeId], [j1].[Earned], [j1].[FactMonth], [j1].[Hash], [j1].[Held], [j1].[Holder], [j1].[HolderId], [j1].[InvoiceId], [j1].[Invoiced], [j1].[Key], [j1].[Month], [j1].[Note], [j1].[OccurredAt], [j1].[OrderId], [j1].[PaidOut], [j1].[Promoted], [j1].[Reason], [j1].[Received], [j1].[RecordedAt], [j1].[Reserved], [j1].[RewardId], [j1].[SurchargeId], [j1].[Surcharged], [j1].[TaxMonth], [j1].[TaxRemitted], [j1].[TaxWithheld], [j1].[WithdrawalId]
    FROM (
        SELECT [j].[Id], [j].[Available], [j].[AvailablePreTax], [j].[Basis], [j].[Block], [j].[By], [j].[CorrectsId], [j].[DisputeId], [j].[Earned], [j].[FactMonth], [j].[Hash], [j].[Held], [j].[Holder], [j].[HolderId], [j].[InvoiceId], [j].[Invoiced], [j].[Key], [j].[Month], [j].[Note], [j].[OccurredAt], [j].[OrderId], [j].[PaidOut], [j].[Promoted], [j].[Reason], [j].[Received], [j].[RecordedAt], [j].[Reserved], [j].[RewardId], [j].[SurchargeId], [j].[Surcharged], [j].[TaxMonth], [j].[TaxRemitted], [j].[TaxWithheld], [j].[WithdrawalId], ROW_NUMBER() OVER(PARTITION BY [j].[Id] ORDER BY [j].[Id]) AS [row]
        FROM [JournalEntries] AS [j]
    ) AS [j1]
    WHERE [j1].[row] <= 1
) AS [j2] ON [s1].[EntryId] = [j2].[Id]
LEFT JOIN (
    SELECT [s2].[Id], [s2].[Amount], [s2].[Base], [s2].[CustomerKey], [s2].[DecisionNumber], [s2].[FreeOrder], [s2].[FreeOrders], [s2].[IntroducedBy], [s2].[IsReplaced], [s2].[OrderId], [s2].[PlacedAt], [s2].[PlatformPromotion], [s2].[PostedId], [s2].[ProgrammeId], [s2].[Reversed], [s2].[ShopId], [s2].[Stated]
    FROM (
        SELECT [s0].[Id], [s0].[Amount], [s0].[Base], [s0].[CustomerKey], [s0].[DecisionNumber], [s0].[FreeOrder], [s0].[FreeOrders], [s0].[IntroducedBy], [s0].[IsReplaced], [s0].[OrderId], [s0].[PlacedAt], [s0].[PlatformPromotion], [s0].[PostedId], [s0].[ProgrammeId], [s0].[Reversed], [s0].[ShopId], [s0].[Stated], ROW_NUMBER() OVER(PARTITION BY [s0].[Id] ORDER BY [s0].[Id]) AS [row]
        FROM [Surcharges] AS [s0]
    ) AS [s2]
    WHERE [s2].[row] <= 1
) AS [s3] ON [s1].[SurchargeId] = [s3].[Id]
ORDER BY [s1].[At], [s1].[EntryId];
SELECT COUNT(*)
FROM [StatementLines] AS [s]
WHERE [s].[StatementId] = @statementId;

-- StatementQueries.ListAsync
SELECT [w1].[Id], [w1].[ConfirmedAt], [w1].[ConfirmedBy], [w1].[Corrections], [w1].[Entries], [w1].[From], [w1].[MadeAt], [w1].[Net], [w1].[Number], [w1].[Promotions], [w1].[Remaining], [w1].[ReviewUntil], [w1].[Sequence], [w1].[ShopId], [w1].[Surcharges], [w1].[Version], [w1].[Week], [w1].[Year], [w1].[c], [s2].[Id], [s2].[Number], [s2].[Reference], [s2].[Amount], [s2].[State], [s2].[EndedAt], [s2].[Reason], [s2].[c], [s4].[Id], [s4].[Number], [s4].[c]
FROM (
    SELECT [w].[Id], [w].[ConfirmedAt], [w].[ConfirmedBy], [w].[Corrections], [w].[Entries], [w].[From], [w].[MadeAt], [w].[Net], [w].[Number], [w].[Promotions], [w].[Remaining], [w].[ReviewUntil], [w].[Sequence], [w].[ShopId], [w].[Surcharges], [w].[Version], [w].[Week], [w].[Year], (
        SELECT TOP(1) [s0].[Name]
        FROM [Shops] AS [s0]
        WHERE [s0].[Id] = [w].[ShopId]) AS [c]
    FROM [WeeklyStatements] AS [w]
    WHERE [w].[ShopId] = @shop AND [w].[ConfirmedAt] IS NULL AND [w].[ReviewUntil] > @now AND [w].[Net] > CAST(0 AS bigint) AND [w].[Week] = @week AND ([w].[Number] LIKE @number_contains ESCAPE N'\' OR EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [w].[ShopId] AND [s].[NameSearch] LIKE @search_contains ESCAPE N'\'))
    ORDER BY [w].[Week] DESC, [w].[Id] DESC
    OFFSET @p ROWS FETCH NEXT @p7 ROWS ONLY
) AS [w1]
LEFT JOIN (
    SELECT [s1].[Id], [s1].[Number], [s1].[Reference], [s1].[Amount], [s1].[State], [s1].[EndedAt], [s1].[Reason], [s1].[c], [s1].[StatementId]
    FROM (
        SELECT [p].[Id], [p].[Number], [w0].[Reference], [w0].[Amount], [w0].[State], [w0].[EndedAt], [w0].[Reason], 1 AS [c], [w0].[StatementId], ROW_NUMBER() OVER(PARTITION BY [w0].[StatementId] ORDER BY [w0].[RequestedAt] DESC) AS [row]
        FROM [Withdrawals] AS [w0]
        INNER JOIN [PayoutBatches] AS [p] ON [w0].[BatchId] = [p].[Id]
    ) AS [s1]
    WHERE [s1].[row] <= 1
) AS [s2] ON [w1].[Id] = [s2].[StatementId]
LEFT JOIN (
    SELECT [s3].[Id], [s3].[Number], [s3].[c], [s3].[StatementId]
    FROM (
        SELECT [i0].[Id], [i0].[Number], 1 AS [c], [i].[StatementId], ROW_NUMBER() OVER(PARTITION BY [i].[StatementId] ORDER BY [i0].[Month] DESC) AS [row]
        FROM [InvoiceParts] AS [i]
        INNER JOIN [Invoices] AS [i0] ON [i].[InvoiceId] = [i0].[Id]
        WHERE [i].[Amount] > CAST(0 AS bigint)
    ) AS [s3]
    WHERE [s3].[row] <= 1
) AS [s4] ON [w1].[Id] = [s4].[StatementId]
ORDER BY [w1].[Week] DESC, [w1].[Id] DESC;
SELECT COUNT(*)
FROM [WeeklyStatements] AS [w]
WHERE [w].[ShopId] = @shop AND [w].[ConfirmedAt] IS NULL AND [w].[ReviewUntil] > @now AND [w].[Net] > CAST(0 AS bigint) AND [w].[Week] = @week AND ([w].[Number] LIKE @number_contains ESCAPE N'\' OR EXISTS (
    SELECT 1
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [w].[ShopId] AND [s].[NameSearch] LIKE @search_contains ESCAPE N'\'));

-- StatementQueries.OfShopAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = @shopId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [w1].[Id], [w1].[ConfirmedAt], [w1].[ConfirmedBy], [w1].[Corrections], [w1].[Entries], [w1].[From], [w1].[MadeAt], [w1].[Net], [w1].[Number], [w1].[Promotions], [w1].[Remaining], [w1].[ReviewUntil], [w1].[Sequence], [w1].[ShopId], [w1].[Surcharges], [w1].[Version], [w1].[Week], [w1].[Year], [w1].[c], [s1].[Id], [s1].[Number], [s1].[Reference], [s1].[Amount], [s1].[State], [s1].[EndedAt], [s1].[Reason], [s1].[c], [s3].[Id], [s3].[Number], [s3].[c]
FROM (
    SELECT TOP(@p) [w].[Id], [w].[ConfirmedAt], [w].[ConfirmedBy], [w].[Corrections], [w].[Entries], [w].[From], [w].[MadeAt], [w].[Net], [w].[Number], [w].[Promotions], [w].[Remaining], [w].[ReviewUntil], [w].[Sequence], [w].[ShopId], [w].[Surcharges], [w].[Version], [w].[Week], [w].[Year], (
        SELECT TOP(1) [s].[Name]
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [w].[ShopId]) AS [c]
    FROM [WeeklyStatements] AS [w]
    WHERE [w].[ShopId] = @shopId AND [w].[From] < @after_At
    ORDER BY [w].[Week] DESC
) AS [w1]
LEFT JOIN (
    SELECT [s0].[Id], [s0].[Number], [s0].[Reference], [s0].[Amount], [s0].[State], [s0].[EndedAt], [s0].[Reason], [s0].[c], [s0].[StatementId]
    FROM (
        SELECT [p].[Id], [p].[Number], [w0].[Reference], [w0].[Amount], [w0].[State], [w0].[EndedAt], [w0].[Reason], 1 AS [c], [w0].[StatementId], ROW_NUMBER() OVER(PARTITION BY [w0].[StatementId] ORDER BY [w0].[RequestedAt] DESC) AS [row]
        FROM [Withdrawals] AS [w0]
        INNER JOIN [PayoutBatches] AS [p] ON [w0].[BatchId] = [p].[Id]
    ) AS [s0]
    WHERE [s0].[row] <= 1
) AS [s1] ON [w1].[Id] = [s1].[StatementId]
LEFT JOIN (
    SELECT [s2].[Id], [s2].[Number], [s2].[c], [s2].[StatementId]
    FROM (
        SELECT [i0].[Id], [i0].[Number], 1 AS [c], [i].[StatementId], ROW_NUMBER() OVER(PARTITION BY [i].[StatementId] ORDER BY [i0].[Month] DESC) AS [row]
        FROM [InvoiceParts] AS [i]
        INNER JOIN [Invoices] AS [i0] ON [i].[InvoiceId] = [i0].[Id]
        WHERE [i].[Amount] > CAST(0 AS bigint)
    ) AS [s2]
    WHERE [s2].[row] <= 1
) AS [s3] ON [w1].[Id] = [s3].[StatementId]
ORDER BY [w1].[Week] DESC;

-- StatementQueries.OpenWeekAsync
SELECT TOP(2) COUNT(*) AS [Count], COALESCE(SUM(CASE
    WHEN [j0].[DisputeId] IS NULL THEN [j0].[Surcharged]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Surcharges], -COALESCE(SUM(CASE
    WHEN [j0].[DisputeId] IS NULL THEN [j0].[Promoted]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Promotions], COALESCE(SUM([j0].[Available] + [j0].[Held]), CAST(0 AS bigint)) AS [Net]
FROM (
    SELECT [j].[Available], [j].[DisputeId], [j].[Held], [j].[Promoted], [j].[Surcharged], 1 AS [Key0]
    FROM [JournalEntries] AS [j]
    WHERE [j].[Holder] = N'Shop' AND ([j].[Reason] IN (N'Surcharge', N'SurchargeReversal', N'Adjustment') OR ([j].[Reason] = N'InvoicePaid' AND [j].[Available] <> CAST(0 AS bigint))) AND [j].[RecordedAt] < @until AND [j].[OccurredAt] < @until0 AND NOT EXISTS (
        SELECT 1
        FROM [WeeklyStatements] AS [w]
        WHERE [w].[ShopId] = [j].[HolderId] AND [w].[From] > [j].[RecordedAt]) AND NOT EXISTS (
        SELECT 1
        FROM [StatementLines] AS [s]
        WHERE [s].[EntryId] = [j].[Id]) AND [j].[HolderId] = @shopId
) AS [j0]
GROUP BY [j0].[Key0];

-- StatementQueries.SumAsync
SELECT TOP(2) COUNT(*), COALESCE(SUM([w0].[Surcharges]), CAST(0 AS bigint)), COALESCE(SUM([w0].[Promotions]), CAST(0 AS bigint)), COALESCE(SUM([w0].[Corrections]), CAST(0 AS bigint)), COALESCE(SUM([w0].[Net]), CAST(0 AS bigint)), COALESCE(SUM([w0].[Remaining]), CAST(0 AS bigint))
FROM (
    SELECT [w].[Corrections], [w].[Net], [w].[Promotions], [w].[Remaining], [w].[Surcharges], 1 AS [Key]
    FROM [WeeklyStatements] AS [w]
    WHERE [w].[ShopId] = @shop AND [w].[ConfirmedAt] IS NULL AND [w].[ReviewUntil] > @now AND [w].[Net] > CAST(0 AS bigint) AND [w].[Week] = @week AND ([w].[Number] LIKE @number_contains ESCAPE N'\' OR EXISTS (
        SELECT 1
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [w].[ShopId] AND [s].[NameSearch] LIKE @search_contains ESCAPE N'\'))
) AS [w0]
GROUP BY [w0].[Key];

-- StatementRunQueries.OfAsync
SELECT TOP(2) [s].[Month], [s].[EndedAt], [s].[StartedAt], [s].[StartedBy], [s].[Total]
FROM [StatementRuns] AS [s]
WHERE [s].[Month] = @month;
SELECT TOP(@p) [s].[PartnerId], [w].[Subject], [w].[Attempts], [w].[Error], [w].[NextAt]
FROM [StatementRunParts] AS [s]
INNER JOIN [WorkFailures] AS [w] ON [s].[Id] = [w].[SubjectId]
WHERE [s].[Month] = @month AND [s].[DoneAt] IS NULL AND [w].[Kind] = N'PartnerStatement'
ORDER BY [w].[Since], [w].[SubjectId];

-- TaxQueries.MeterAsync
SELECT TOP(2) [p].[Id], [p].[AgreementSignedAt], [p].[AsksForWithholding], [p].[CreatedAt], [p].[Email], [p].[EmailHash], [p].[Identity], [p].[IdentityDecidedAt], [p].[IdentityReason], [p].[Name], [p].[NameSearch], [p].[PayeeType], [p].[Phone], [p].[PhoneHash], [p].[PickupPoint], [p].[ReferralCode], [p].[TaxCommitmentFrom], [p].[TaxCommitmentUntil], [p].[Version]
FROM [Partners] AS [p]
WHERE [p].[Id] = @partnerId;
SELECT [t].[Id], [t].[Basis], [t].[CreatedAt], [t].[CreatedBy], [t].[From], [t].[LegalGround], [t].[Rate], [t].[Threshold], [t].[Until]
FROM [TaxPolicies] AS [t];
SELECT COALESCE(SUM([j].[Earned]), CAST(0 AS bigint))
FROM [JournalEntries] AS [j]
WHERE [j].[HolderId] = @partnerId AND [j].[Month] = @month AND [j].[Basis] = N'CalendarMonth';
SELECT COALESCE(SUM([j].[TaxWithheld]), CAST(0 AS bigint))
FROM [JournalEntries] AS [j]
WHERE [j].[HolderId] = @partnerId AND [j].[TaxMonth] = @month AND [j].[Basis] = N'CalendarMonth';
SELECT COALESCE(SUM([l].[AvailablePreTax]), CAST(0 AS bigint))
FROM [LedgerBalances] AS [l]
WHERE [l].[HolderId] = @partnerId;
SELECT TOP(2) [l].[ClosedThrough]
FROM [LedgerPeriods] AS [l];
SELECT [j].[TaxMonth] AS [Key], COALESCE(SUM([j].[TaxWithheld]), CAST(0 AS bigint)) AS [Tax]
FROM [JournalEntries] AS [j]
WHERE [j].[HolderId] = @partnerId AND ([j].[TaxMonth] > @closed OR [j].[TaxMonth] IN (
    SELECT [u].[Month]
    FROM [UnsettledMonths] AS [u]
    WHERE [u].[PartnerId] = @partnerId
)) AND [j].[TaxMonth] < @month
GROUP BY [j].[TaxMonth]
ORDER BY [j].[TaxMonth];

-- TaxQueries.PayeeAsync
SELECT TOP(2) [p].[PayeeType], [p].[TaxCommitmentFrom], [p].[TaxCommitmentUntil], [p].[AsksForWithholding]
FROM [Partners] AS [p]
WHERE [p].[Id] = @partnerId;

-- TaxQueries.PoliciesAsync
SELECT [t].[Id], [t].[Basis], [t].[CreatedAt], [t].[CreatedBy], [t].[From], [t].[LegalGround], [t].[Rate], [t].[Threshold], [t].[Until]
FROM [TaxPolicies] AS [t]
ORDER BY [t].[From] DESC, [t].[Basis];

-- TrialBalanceQueries.GetAsync
SELECT [l].[Holder], COALESCE(SUM(CASE
    WHEN [l].[Available] + [l].[AvailablePreTax] > CAST(0 AS bigint) THEN [l].[Available] + [l].[AvailablePreTax]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [InFavour], COALESCE(SUM(CASE
    WHEN [l].[Available] + [l].[AvailablePreTax] < CAST(0 AS bigint) THEN [l].[Available] + [l].[AvailablePreTax]
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Owing], COALESCE(SUM([l].[Earned]), CAST(0 AS bigint)) AS [Earned], COALESCE(SUM([l].[Held]), CAST(0 AS bigint)) AS [Held], COALESCE(SUM([l].[TaxWithheld]), CAST(0 AS bigint)) AS [TaxWithheld], COALESCE(SUM([l].[TaxRemitted]), CAST(0 AS bigint)) AS [TaxRemitted], COALESCE(SUM([l].[Reserved]), CAST(0 AS bigint)) AS [Reserved], COALESCE(SUM([l].[PaidOut]), CAST(0 AS bigint)) AS [PaidOut], COALESCE(SUM([l].[Surcharged]), CAST(0 AS bigint)) AS [Surcharged], COALESCE(SUM([l].[Promoted]), CAST(0 AS bigint)) AS [Promoted], COALESCE(SUM([l].[Invoiced]), CAST(0 AS bigint)) AS [Invoiced], COALESCE(SUM([l].[Received]), CAST(0 AS bigint)) AS [Received]
FROM [LedgerBalances] AS [l]
GROUP BY [l].[Holder];

-- UserQueries.CountsAsync
SELECT [a0].[Key] AS [State], COUNT(*) AS [Count]
FROM (
    SELECT CASE
        WHEN [a].[IsActive] = CAST(0 AS bit) THEN 3
        WHEN [a].[PasswordHash] IS NULL THEN 1
        WHEN [a].[LockoutEnd] > @now3 THEN 2
        ELSE 0
    END AS [Key]
    FROM [AspNetUsers] AS [a]
    WHERE [a].[NameSearch] LIKE @word_contains ESCAPE N'\' AND EXISTS (
        SELECT 1
        FROM [Memberships] AS [m]
        WHERE [a].[Id] = [m].[UserId] AND [m].[Role] = @role) AND [a].[IsActive] = CAST(1 AS bit) AND [a].[PasswordHash] IS NOT NULL AND ([a].[LockoutEnd] IS NULL OR [a].[LockoutEnd] <= @now)
) AS [a0]
GROUP BY [a0].[Key];

-- UserQueries.FindAsync
SELECT [a0].[Id], [a0].[DisplayName], [a0].[Email], [a0].[Language], [a0].[IsActive], [a0].[c], [a0].[TwoFactorEnabled], [a0].[LockoutEnd], [a0].[CreatedAt], [a0].[LastSignInAt], [m].[Id], [m].[Role], [m].[PartnerId], [m].[ShopId], CASE
    WHEN [m].[PartnerId] IS NOT NULL THEN (
        SELECT TOP(1) [p].[Name]
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [m].[PartnerId])
    ELSE (
        SELECT TOP(1) [s].[Name]
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [m].[ShopId])
END, [m].[CreatedAt], [m].[Rights]
FROM (
    SELECT TOP(1) [a].[Id], [a].[DisplayName], [a].[Email], [a].[Language], [a].[IsActive], CASE
        WHEN [a].[PasswordHash] IS NOT NULL THEN CAST(1 AS bit)
        ELSE CAST(0 AS bit)
    END AS [c], [a].[TwoFactorEnabled], [a].[LockoutEnd], [a].[CreatedAt], [a].[LastSignInAt]
    FROM [AspNetUsers] AS [a]
    WHERE [a].[Id] = @userId
) AS [a0]
LEFT JOIN [Memberships] AS [m] ON [a0].[Id] = [m].[UserId]
ORDER BY [a0].[Id];
SELECT TOP(1) [a].[ExpiresAt]
FROM [AccountTokens] AS [a]
WHERE [a].[UserId] = @userId AND [a].[Purpose] = N'Invitation' AND [a].[EndedAt] IS NULL AND [a].[ExpiresAt] > @now;
SELECT TOP(1) [o].[CreatedAt], [o].[DoneAt], [o].[FailedAt], [o].[LastError]
FROM [Outbox] AS [o]
WHERE [o].[Target] = @row_Email
ORDER BY [o].[CreatedAt] DESC, [o].[Id] DESC;

-- UserQueries.InvitedAsync

-- UserQueries.ListAsync
SELECT COUNT(*)
FROM [AspNetUsers] AS [a]
WHERE [a].[NameSearch] LIKE @word_contains ESCAPE N'\' AND EXISTS (
    SELECT 1
    FROM [Memberships] AS [m]
    WHERE [a].[Id] = [m].[UserId] AND [m].[Role] = @role) AND [a].[IsActive] = CAST(1 AS bit) AND [a].[PasswordHash] IS NOT NULL AND ([a].[LockoutEnd] IS NULL OR [a].[LockoutEnd] <= @now);
SELECT [a0].[Id], [a0].[DisplayName], [a0].[Email], [a0].[Language], [a0].[IsActive], [a0].[c], [a0].[TwoFactorEnabled], [a0].[LockoutEnd], [a0].[CreatedAt], [a0].[LastSignInAt], [m0].[Id], [m0].[Role], [m0].[PartnerId], [m0].[ShopId], CASE
    WHEN [m0].[PartnerId] IS NOT NULL THEN (
        SELECT TOP(1) [p].[Name]
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [m0].[PartnerId])
    ELSE (
        SELECT TOP(1) [s].[Name]
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [m0].[ShopId])
END, [m0].[CreatedAt], [m0].[Rights]
FROM (
    SELECT [a].[Id], [a].[DisplayName], [a].[Email], [a].[Language], [a].[IsActive], CASE
        WHEN [a].[PasswordHash] IS NOT NULL THEN CAST(1 AS bit)
        ELSE CAST(0 AS bit)
    END AS [c], [a].[TwoFactorEnabled], [a].[LockoutEnd], [a].[CreatedAt], [a].[LastSignInAt], [a].[NameSearch]
    FROM [AspNetUsers] AS [a]
    WHERE [a].[NameSearch] LIKE @word_contains ESCAPE N'\' AND EXISTS (
        SELECT 1
        FROM [Memberships] AS [m]
        WHERE [a].[Id] = [m].[UserId] AND [m].[Role] = @role) AND [a].[IsActive] = CAST(1 AS bit) AND [a].[PasswordHash] IS NOT NULL AND ([a].[LockoutEnd] IS NULL OR [a].[LockoutEnd] <= @now)
    ORDER BY [a].[NameSearch], [a].[Id]
    OFFSET @p ROWS FETCH NEXT @p4 ROWS ONLY
) AS [a0]
LEFT JOIN [Memberships] AS [m0] ON [a0].[Id] = [m0].[UserId]
ORDER BY [a0].[NameSearch], [a0].[Id];

-- UserQueries.MayResetAsync

-- UserQueries.MineAsync
SELECT [a0].[Id], [a0].[DisplayName], [a0].[Email], [a0].[Language], [a0].[IsActive], [a0].[c], [a0].[TwoFactorEnabled], [a0].[LockoutEnd], [a0].[CreatedAt], [a0].[LastSignInAt], [m].[Id], [m].[Role], [m].[PartnerId], [m].[ShopId], CASE
    WHEN [m].[PartnerId] IS NOT NULL THEN (
        SELECT TOP(1) [p].[Name]
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [m].[PartnerId])
    ELSE (
        SELECT TOP(1) [s].[Name]
        FROM [Shops] AS [s]
        WHERE [s].[Id] = [m].[ShopId])
END, [m].[CreatedAt], [m].[Rights]
FROM (
    SELECT TOP(1) [a].[Id], [a].[DisplayName], [a].[Email], [a].[Language], [a].[IsActive], CASE
        WHEN [a].[PasswordHash] IS NOT NULL THEN CAST(1 AS bit)
        ELSE CAST(0 AS bit)
    END AS [c], [a].[TwoFactorEnabled], [a].[LockoutEnd], [a].[CreatedAt], [a].[LastSignInAt]
    FROM [AspNetUsers] AS [a]
    WHERE [a].[Id] = @actor_ClientId
) AS [a0]
LEFT JOIN [Memberships] AS [m] ON [a0].[Id] = [m].[UserId]
ORDER BY [a0].[Id];

-- UserQueries.OrganisationsAsync
SELECT TOP(@p) [p].[Id], [p].[Name], [p].[Email]
FROM [Partners] AS [p]
WHERE [p].[NameSearch] LIKE @words_contains ESCAPE N'\' OR [p].[Email] LIKE @words_contains0 ESCAPE N'\'
ORDER BY [p].[NameSearch], [p].[Id];

-- UserQueries.ProfileAsync
SELECT TOP(1) [a].[DisplayName], [a].[Email], [a].[Language], [a].[TwoFactorEnabled], (
    SELECT COUNT(*)
    FROM [RecoveryCodes] AS [r]
    WHERE [r].[UserId] = [a].[Id] AND [r].[UsedAt] IS NULL), [a].[LastSignInAt]
FROM [AspNetUsers] AS [a]
WHERE [a].[Id] = @actor_ClientId;

-- WithdrawalQueries.GetAsync
SELECT [w].[Id], [w].[Amount], [w].[Available], [w].[AvailablePreTax], [w].[BankAccountId], [w].[BatchId], [w].[EndedAt], [w].[Holder], [w].[HolderId], [w].[Month], [w].[Reason], [w].[Reference], [w].[RequestedAt], [w].[RequestedBy], [w].[State], [w].[StatementId], [w].[Tax], [w].[Version], (
    SELECT TOP(1) [p].[Name]
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [w].[HolderId]), (
    SELECT TOP(1) [p1].[Reason]
    FROM [PayoutLines] AS [p1]
    INNER JOIN [PayoutBatches] AS [p2] ON [p1].[BatchId] = [p2].[Id]
    WHERE [p2].[State] <> N'Discarded' AND ([p1].[State] = N'Held' OR [p1].[State] = N'Excluded') AND [p1].[WithdrawalId] = [w].[Id] AND ([p2].[Id] = [w].[BatchId] OR [w].[BatchId] IS NULL)
    ORDER BY [p2].[MadeAt] DESC), [b1].[Id], [b1].[AddedAt], [b1].[BankCode], [b1].[Holder], [b1].[NumberEnd], [b1].[NumberHash], [b1].[NumberProtected], [b1].[Owner], [b1].[OwnerId], [b1].[RemovedAt], [b1].[UsableFrom], [p4].[Number], [p4].[State], [p4].[c]
FROM [Withdrawals] AS [w]
LEFT JOIN (
    SELECT [b0].[Id], [b0].[AddedAt], [b0].[BankCode], [b0].[Holder], [b0].[NumberEnd], [b0].[NumberHash], [b0].[NumberProtected], [b0].[Owner], [b0].[OwnerId], [b0].[RemovedAt], [b0].[UsableFrom]
    FROM (
        SELECT [b].[Id], [b].[AddedAt], [b].[BankCode], [b].[Holder], [b].[NumberEnd], [b].[NumberHash], [b].[NumberProtected], [b].[Owner], [b].[OwnerId], [b].[RemovedAt], [b].[UsableFrom], ROW_NUMBER() OVER(PARTITION BY [b].[Id] ORDER BY [b].[Id]) AS [row]
        FROM [BankAccounts] AS [b]
    ) AS [b0]
    WHERE [b0].[row] <= 1
) AS [b1] ON [w].[BankAccountId] = [b1].[Id]
LEFT JOIN (
    SELECT [p3].[Number], [p3].[State], [p3].[c], [p3].[Id]
    FROM (
        SELECT [p0].[Number], [p0].[State], 1 AS [c], [p0].[Id], ROW_NUMBER() OVER(PARTITION BY [p0].[Id] ORDER BY [p0].[Id]) AS [row]
        FROM [PayoutBatches] AS [p0]
    ) AS [p3]
    WHERE [p3].[row] <= 1
) AS [p4] ON [w].[BatchId] = [p4].[Id]
WHERE [w].[Holder] = N'Partner' AND [w].[Id] = @withdrawalId;

-- WithdrawalQueries.LateAsync
SELECT [w0].[Month], [w0].[State], [w0].[Batch], COUNT(*) AS [Count], COALESCE(SUM([w0].[Amount]), CAST(0 AS bigint)) AS [Amount]
FROM (
    SELECT [w].[Amount], [w].[Month], [w].[State], (
        SELECT TOP(1) [p].[State]
        FROM [PayoutBatches] AS [p]
        WHERE [p].[Id] = [w].[BatchId]) AS [Batch]
    FROM [Withdrawals] AS [w]
    WHERE [w].[HolderId] = @partnerId AND [w].[Month] <= @passed AND [w].[State] IN (N'Requested', N'InBatch')
) AS [w0]
GROUP BY [w0].[Month], [w0].[State], [w0].[Batch]
ORDER BY [w0].[Month], COALESCE(SUM([w0].[Amount]), CAST(0 AS bigint)) DESC;

-- WithdrawalQueries.ListAsync
SELECT [w0].[Id], [w0].[Amount], [w0].[Available], [w0].[AvailablePreTax], [w0].[BankAccountId], [w0].[BatchId], [w0].[EndedAt], [w0].[Holder], [w0].[HolderId], [w0].[Month], [w0].[Reason], [w0].[Reference], [w0].[RequestedAt], [w0].[RequestedBy], [w0].[State], [w0].[StatementId], [w0].[Tax], [w0].[Version], [w0].[c], [w0].[c0], [b1].[Id], [b1].[AddedAt], [b1].[BankCode], [b1].[Holder], [b1].[NumberEnd], [b1].[NumberHash], [b1].[NumberProtected], [b1].[Owner], [b1].[OwnerId], [b1].[RemovedAt], [b1].[UsableFrom], [p5].[Number], [p5].[State], [p5].[c]
FROM (
    SELECT [w].[Id], [w].[Amount], [w].[Available], [w].[AvailablePreTax], [w].[BankAccountId], [w].[BatchId], [w].[EndedAt], [w].[Holder], [w].[HolderId], [w].[Month], [w].[Reason], [w].[Reference], [w].[RequestedAt], [w].[RequestedBy], [w].[State], [w].[StatementId], [w].[Tax], [w].[Version], (
        SELECT TOP(1) [p0].[Name]
        FROM [Partners] AS [p0]
        WHERE [p0].[Id] = [w].[HolderId]) AS [c], (
        SELECT TOP(1) [p2].[Reason]
        FROM [PayoutLines] AS [p2]
        INNER JOIN [PayoutBatches] AS [p3] ON [p2].[BatchId] = [p3].[Id]
        WHERE [p3].[State] <> N'Discarded' AND ([p2].[State] = N'Held' OR [p2].[State] = N'Excluded') AND [p2].[WithdrawalId] = [w].[Id] AND ([p3].[Id] = [w].[BatchId] OR [w].[BatchId] IS NULL)
        ORDER BY [p3].[MadeAt] DESC) AS [c0]
    FROM [Withdrawals] AS [w]
    WHERE [w].[Holder] = N'Partner' AND [w].[HolderId] = @partner AND [w].[State] = @state AND [w].[Month] = @month AND ([w].[Reference] LIKE @reference_contains ESCAPE N'\' OR EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [w].[HolderId] AND [p].[NameSearch] LIKE @search_contains ESCAPE N'\'))
    ORDER BY [w].[RequestedAt] DESC, [w].[Id] DESC
    OFFSET @p ROWS FETCH NEXT @p7 ROWS ONLY
) AS [w0]
LEFT JOIN (
    SELECT [b0].[Id], [b0].[AddedAt], [b0].[BankCode], [b0].[Holder], [b0].[NumberEnd], [b0].[NumberHash], [b0].[NumberProtected], [b0].[Owner], [b0].[OwnerId], [b0].[RemovedAt], [b0].[UsableFrom]
    FROM (
        SELECT [b].[Id], [b].[AddedAt], [b].[BankCode], [b].[Holder], [b].[NumberEnd], [b].[NumberHash], [b].[NumberProtected], [b].[Owner], [b].[OwnerId], [b].[RemovedAt], [b].[UsableFrom], ROW_NUMBER() OVER(PARTITION BY [b].[Id] ORDER BY [b].[Id]) AS [row]
        FROM [BankAccounts] AS [b]
    ) AS [b0]
    WHERE [b0].[row] <= 1
) AS [b1] ON [w0].[BankAccountId] = [b1].[Id]
LEFT JOIN (
    SELECT [p4].[Number], [p4].[State], [p4].[c], [p4].[Id]
    FROM (
        SELECT [p1].[Number], [p1].[State], 1 AS [c], [p1].[Id], ROW_NUMBER() OVER(PARTITION BY [p1].[Id] ORDER BY [p1].[Id]) AS [row]
        FROM [PayoutBatches] AS [p1]
    ) AS [p4]
    WHERE [p4].[row] <= 1
) AS [p5] ON [w0].[BatchId] = [p5].[Id]
ORDER BY [w0].[RequestedAt] DESC, [w0].[Id] DESC;
SELECT COUNT(*)
FROM [Withdrawals] AS [w]
WHERE [w].[Holder] = N'Partner' AND [w].[HolderId] = @partner AND [w].[State] = @state AND [w].[Month] = @month AND ([w].[Reference] LIKE @reference_contains ESCAPE N'\' OR EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [w].[HolderId] AND [p].[NameSearch] LIKE @search_contains ESCAPE N'\'));

-- WithdrawalQueries.PageAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Partners] AS [p]
        WHERE [p].[Id] = @partnerId) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;
SELECT [w0].[Id], [w0].[Amount], [w0].[Available], [w0].[AvailablePreTax], [w0].[BankAccountId], [w0].[BatchId], [w0].[EndedAt], [w0].[Holder], [w0].[HolderId], [w0].[Month], [w0].[Reason], [w0].[Reference], [w0].[RequestedAt], [w0].[RequestedBy], [w0].[State], [w0].[StatementId], [w0].[Tax], [w0].[Version], [w0].[c], [w0].[c0], [b1].[Id], [b1].[AddedAt], [b1].[BankCode], [b1].[Holder], [b1].[NumberEnd], [b1].[NumberHash], [b1].[NumberProtected], [b1].[Owner], [b1].[OwnerId], [b1].[RemovedAt], [b1].[UsableFrom], [p4].[Number], [p4].[State], [p4].[c]
FROM (
    SELECT TOP(@p) [w].[Id], [w].[Amount], [w].[Available], [w].[AvailablePreTax], [w].[BankAccountId], [w].[BatchId], [w].[EndedAt], [w].[Holder], [w].[HolderId], [w].[Month], [w].[Reason], [w].[Reference], [w].[RequestedAt], [w].[RequestedBy], [w].[State], [w].[StatementId], [w].[Tax], [w].[Version], (
        SELECT TOP(1) [p].[Name]
        FROM [Partners] AS [p]
        WHERE [p].[Id] = [w].[HolderId]) AS [c], (
        SELECT TOP(1) [p1].[Reason]
        FROM [PayoutLines] AS [p1]
        INNER JOIN [PayoutBatches] AS [p2] ON [p1].[BatchId] = [p2].[Id]
        WHERE [p2].[State] <> N'Discarded' AND ([p1].[State] = N'Held' OR [p1].[State] = N'Excluded') AND [p1].[WithdrawalId] = [w].[Id] AND ([p2].[Id] = [w].[BatchId] OR [w].[BatchId] IS NULL)
        ORDER BY [p2].[MadeAt] DESC) AS [c0]
    FROM [Withdrawals] AS [w]
    WHERE [w].[HolderId] = @partnerId AND ([w].[RequestedAt] < @after_At OR ([w].[RequestedAt] = @after_At AND [w].[Id] < @after_Id))
    ORDER BY [w].[RequestedAt] DESC, [w].[Id] DESC
) AS [w0]
LEFT JOIN (
    SELECT [b0].[Id], [b0].[AddedAt], [b0].[BankCode], [b0].[Holder], [b0].[NumberEnd], [b0].[NumberHash], [b0].[NumberProtected], [b0].[Owner], [b0].[OwnerId], [b0].[RemovedAt], [b0].[UsableFrom]
    FROM (
        SELECT [b].[Id], [b].[AddedAt], [b].[BankCode], [b].[Holder], [b].[NumberEnd], [b].[NumberHash], [b].[NumberProtected], [b].[Owner], [b].[OwnerId], [b].[RemovedAt], [b].[UsableFrom], ROW_NUMBER() OVER(PARTITION BY [b].[Id] ORDER BY [b].[Id]) AS [row]
        FROM [BankAccounts] AS [b]
    ) AS [b0]
    WHERE [b0].[row] <= 1
) AS [b1] ON [w0].[BankAccountId] = [b1].[Id]
LEFT JOIN (
    SELECT [p3].[Number], [p3].[State], [p3].[c], [p3].[Id]
    FROM (
        SELECT [p0].[Number], [p0].[State], 1 AS [c], [p0].[Id], ROW_NUMBER() OVER(PARTITION BY [p0].[Id] ORDER BY [p0].[Id]) AS [row]
        FROM [PayoutBatches] AS [p0]
    ) AS [p3]
    WHERE [p3].[row] <= 1
) AS [p4] ON [w0].[BatchId] = [p4].[Id]
ORDER BY [w0].[RequestedAt] DESC, [w0].[Id] DESC;

-- WithdrawalQueries.StandingAsync
SELECT TOP(2) [p].[Id], [p].[AgreementSignedAt], [p].[AsksForWithholding], [p].[CreatedAt], [p].[Email], [p].[EmailHash], [p].[Identity], [p].[IdentityDecidedAt], [p].[IdentityReason], [p].[Name], [p].[NameSearch], [p].[PayeeType], [p].[Phone], [p].[PhoneHash], [p].[PickupPoint], [p].[ReferralCode], [p].[TaxCommitmentFrom], [p].[TaxCommitmentUntil], [p].[Version]
FROM [Partners] AS [p]
WHERE [p].[Id] = @partnerId;
SELECT [b].[Id], [b].[AddedAt], [b].[BankCode], [b].[Holder], [b].[NumberEnd], [b].[NumberHash], [b].[NumberProtected], [b].[Owner], [b].[OwnerId], [b].[RemovedAt], [b].[UsableFrom]
FROM [BankAccounts] AS [b]
WHERE [b].[OwnerId] = @partnerId AND [b].[RemovedAt] IS NULL AND [b].[UsableFrom] <= @now
ORDER BY [b].[AddedAt] DESC;
SELECT TOP(2) [l].[HolderId], [l].[Available], [l].[AvailablePreTax], [l].[Earned], [l].[Held], [l].[Holder], [l].[Invoiced], [l].[PaidOut], [l].[Promoted], [l].[Received], [l].[Reserved], [l].[Surcharged], [l].[TaxRemitted], [l].[TaxWithheld]
FROM [LedgerBalances] AS [l]
WHERE [l].[HolderId] = @partnerId;
SELECT [p].[Id], [p].[Code], [p].[CreatedAt], [p].[Name], [p].[ShopId], [p].[Template], [p1].[Id], [p1].[CreatedAt], [p1].[CreatedBy], [p1].[EffectiveFrom], [p1].[Note], [p1].[Number], [p1].[ProgrammeId], [p1].[Settings], [p1].[WithdrawnAt], [p1].[WithdrawnBy]
FROM [Programmes] AS [p]
LEFT JOIN [ProgrammeVersions] AS [p1] ON [p].[Id] = [p1].[ProgrammeId]
WHERE EXISTS (
    SELECT 1
    FROM [PartnerProgrammes] AS [p0]
    WHERE [p0].[PartnerId] = @partnerId AND [p0].[ProgrammeId] = [p].[Id])
ORDER BY [p].[Id];
-- and ends there: NullReferenceException

-- WithdrawalQueries.SumsAsync
SELECT [w].[State] AS [Key], COUNT(*) AS [Count], COALESCE(SUM([w].[Amount]), CAST(0 AS bigint)) AS [Amount]
FROM [Withdrawals] AS [w]
WHERE [w].[Holder] = N'Partner' AND [w].[HolderId] = @partner AND [w].[Month] = @month AND ([w].[Reference] LIKE @reference_contains ESCAPE N'\' OR EXISTS (
    SELECT 1
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [w].[HolderId] AND [p].[NameSearch] LIKE @search_contains ESCAPE N'\'))
GROUP BY [w].[State];

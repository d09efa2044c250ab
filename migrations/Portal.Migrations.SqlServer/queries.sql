-- What each query method sends to SQL Server. Renewed by SqlServerQueryTests.

-- ApiKeyQueries.ListAsync
SELECT TOP(@p) [a].[Id], [a].[Name], [a].[Prefix], [a].[ShopId], [a].[PartnerId], COALESCE((
    SELECT TOP(1) [s].[Name]
    FROM [Shops] AS [s]
    WHERE [s].[Id] = [a].[ShopId]), (
    SELECT TOP(1) [p].[Name]
    FROM [Partners] AS [p]
    WHERE [p].[Id] = [a].[PartnerId])), [a].[Scopes], [a].[CreatedAt], [a].[RevokedAt]
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
    WHERE [p0].[Id] = [a].[PartnerId])), [a].[Scopes], [a].[CreatedAt], [a].[RevokedAt]
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
OFFSET @p ROWS FETCH NEXT @p7 ROWS ONLY;
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

-- OrderQueries.ListAsync
SELECT TOP(@p) [r0].[OrderId], [r0].[PlacedAt]
FROM (
    SELECT DISTINCT [r].[OrderId], [r].[PlacedAt]
    FROM [Rewards] AS [r]
    WHERE [r].[PartnerId] = @partner AND [r].[State] = N'Pending' AND EXISTS (
        SELECT 1
        FROM [Orders] AS [o]
        WHERE [o].[Id] = [r].[OrderId] AND [o].[ShopId] = @shop) AND [r].[PlacedAt] >= @from AND [r].[PlacedAt] < @to
) AS [r0]
ORDER BY [r0].[PlacedAt] DESC, [r0].[OrderId] DESC;
SELECT [o].[Id], [o].[CancellationReason], [o].[ClickId], [o].[ContactProtected], [o].[Content], [o].[CustomerId], [o].[DeviceHash], [o].[EmailHash], [o].[ExternalId], [o].[HasHeldEvents], [o].[Items], [o].[Paid], [o].[PaidAt], [o].[PhoneHash], [o].[PickupPoint], [o].[PlacedAt], [o].[PlatformDiscount], [o].[Points], [o].[ReceivedAt], [o].[ReceivedFrom], [o].[ReferralCode], [o].[Shipping], [o].[ShopDiscount], [o].[ShopId], [o].[Source], [o].[Status], [o].[StatusAt], [o].[Version], [o].[VisitorId], [o].[Voucher]
FROM [Orders] AS [o]
WHERE 0 = 1;
SELECT [o].[Id], [o].[EventId], [o].[Note], [o].[OccurredAt], [o].[OrderId], [o].[Reason], [o].[RecordedAt], [o].[RecordedBy], [o].[Type]
FROM [OrderEvents] AS [o]
WHERE 0 = 1;
SELECT [p].[Code], [o].[Id], [o].[ClickId], [o].[Code], [o].[DecidedAt], [o].[LinkId], [o].[Number], [o].[OrderId], [o].[PartnerId], [o].[ProgrammeId], [o].[Trace], [o].[VersionId]
FROM [OrderDecisions] AS [o]
INNER JOIN [Programmes] AS [p] ON [o].[ProgrammeId] = [p].[Id]
WHERE 0 = 1;
SELECT [r].[Id], [r].[EarnedAt], [r].[EndedAt], [r].[Gross], [r].[Kind], [r].[LinkId], [r].[Net], [r].[OrderId], [r].[PartnerId], [r].[PlacedAt], [r].[ProgrammeId], [r].[State], [r].[Tax]
FROM [Rewards] AS [r]
WHERE 0 = 1;

-- OrderQueries.OneAsync
SELECT TOP(1) [o].[Id], [o].[CancellationReason], [o].[ClickId], [o].[ContactProtected], [o].[Content], [o].[CustomerId], [o].[DeviceHash], [o].[EmailHash], [o].[ExternalId], [o].[HasHeldEvents], [o].[Items], [o].[Paid], [o].[PaidAt], [o].[PhoneHash], [o].[PickupPoint], [o].[PlacedAt], [o].[PlatformDiscount], [o].[Points], [o].[ReceivedAt], [o].[ReceivedFrom], [o].[ReferralCode], [o].[Shipping], [o].[ShopDiscount], [o].[ShopId], [o].[Source], [o].[Status], [o].[StatusAt], [o].[Version], [o].[VisitorId], [o].[Voucher]
FROM [Orders] AS [o]
WHERE [o].[ExternalId] = @_8__locals1_externalId AND [o].[ShopId] = @shop
ORDER BY [o].[PlacedAt] DESC;

-- SessionQueries.HoldsAsync
SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [AspNetUsers] AS [a]
        WHERE [a].[Id] = @userId AND [a].[IsActive] = CAST(1 AS bit) AND [a].[SecurityStamp] = @stamp AND EXISTS (
            SELECT 1
            FROM [Memberships] AS [m]
            WHERE [a].[Id] = [m].[UserId] AND [m].[Id] = @membershipId)) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;

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

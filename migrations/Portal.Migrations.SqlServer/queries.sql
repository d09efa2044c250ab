-- What each query method sends to SQL Server. Renewed by SqlServerQueryTests.

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

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Money.Ledger;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Platform.Auditing;

/// <summary>
/// Whatever a person changes is in the audit log (R10.4), with how it was and from where, and the log is part of the hash chain.
/// </summary>
public sealed class EntityAuditTests
{
    [DatabaseTheory]
    public async Task R10_4_A_change_is_noted_with_who_from_where_before_and_after(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        var admin = world.Admin with { Address = "203.0.113.7" };

        await world.Get<VerifyPartner>()
            .RunAsync(admin, partner.Id, new VerifyPartner.Input(VerifyPartner.Decision.Rejected, false, "Ảnh mờ"), default);

        var record = (await RecordsAsync(world))[0];
        Assert.Equal((AuditActions.Changed, "Partner", partner.Name, partner.Id, admin.Name, "203.0.113.7"),
            (record.Action, record.Kind, record.Subject, record.SubjectId, record.Actor, record.Address));
        Assert.Equal("Approved", Value(record.Before, "identity"));
        Assert.Equal(("Rejected", "Ảnh mờ"), (Value(record.After, "identity"), Value(record.After, "identityReason")));
        Assert.Null(Value(record.After, "version"));
        Assert.Null(Value(record.After, "name"));
        Assert.True(record.Intact);
    }

    [DatabaseTheory]
    public async Task R10_4_What_is_made_is_noted_without_its_secret(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);

        var made = (await world.Get<CreateApiKey>().RunAsync(world.Admin, new CreateApiKey.Input("Kho hàng"), default)).Value;

        var record = Assert.Single(await RecordsAsync(world));
        Assert.Equal((AuditActions.Added, "ApiKey", "Kho hàng"), (record.Action, record.Kind, record.Subject));
        Assert.NotNull(Value(record.After, "scopes"));
        await using var db = await world.DbAsync();
        var stored = await db.AuditRecords.AsNoTracking().SingleAsync();
        Assert.DoesNotContain(made.Key, stored.After, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", stored.After, StringComparison.OrdinalIgnoreCase);
    }

    [DatabaseTheory]
    public async Task What_was_refused_or_is_as_before_leaves_no_record(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        await world.Get<VerifyPartner>()
            .RunAsync(world.Admin, partner.Id, new VerifyPartner.Input(VerifyPartner.Decision.Approved, true), default);
        var before = (await RecordsAsync(world)).Count;

        Assert.False((await world.Get<VerifyPartner>()
            .RunAsync(world.PersonOf(partner), partner.Id, new VerifyPartner.Input(VerifyPartner.Decision.Approved, true),
            default)).Succeeded);
        Assert.False((await world.Get<VerifyPartner>()
            .RunAsync(world.Admin, Guid.CreateVersion7(World.Start), new VerifyPartner.Input(VerifyPartner.Decision.Approved, true),
            default)).Succeeded);
        await world.Get<VerifyPartner>()
            .RunAsync(Actor.System, partner.Id, new VerifyPartner.Input(VerifyPartner.Decision.Rejected, true, "x"), default);

        Assert.Equal(before, (await RecordsAsync(world)).Count);
    }

    [DatabaseTheory]
    public async Task R10_4_The_log_is_in_the_hash_chain_and_the_audit_names_what_was_changed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        for (var i = 0; i < 3; i++)
            await world.Get<CreateApiKey>().RunAsync(world.Admin, new CreateApiKey.Input($"Khóa {i}"), default);
        Assert.Empty(await world.AuditAsync());
        var record = (await RecordsAsync(world))[1];
        await using var db = await world.DbAsync();
        Assert.Equal(3, (await db.LedgerSeals.SingleAsync()).AuditRecords);

        await world.UnprotectAsync("AuditRecords");
        await db.AuditRecords.Where(row => row.Id == record.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Actor, "Người khác"));
        Assert.Equal([(AuditFindingKind.AuditRecordChanged, record.Id.ToString("D"))],
            (await world.AuditAsync()).Select(finding => (finding.Kind, finding.Subject)));
        Assert.False((await RecordsAsync(world)).Single(row => row.Id == record.Id).Intact);

        await db.AuditRecords.Where(row => row.Id == record.Id).ExecuteDeleteAsync();
        Assert.Equal([(AuditFindingKind.BlockChanged, "1")], (await world.AuditAsync()).Select(finding => (finding.Kind, finding.Subject)));
    }

    private static async Task<IReadOnlyList<AuditRecordView>> RecordsAsync(World world) =>
        (await world.Get<AuditQueries>().ListAsync(world.Admin, new AuditFilter(), new PageRequest(Size: 100), default)).Items;

    private static string? Value(string? json, string name)
    {
        if (json is null)
            return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }
}

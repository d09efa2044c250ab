using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Programmes;

namespace Portal.App.Catalogue.Programmes;

/// <summary>Settings as they were stored, and which of them are in force (R10.1).</summary>
internal static class StoredSettings
{
    public static ProgrammeSettings Read(ProgrammeTemplate template, string stored)
    {
        using var json = JsonDocument.Parse(stored);
        return ProgrammeSettingsJson.Parse(template, json.RootElement).Value;
    }

    private static ProgrammeVersionFact Fact(ProgrammeTemplate template, ProgrammeVersion version) =>
        new(version.Id, version.Number, version.EffectiveFrom, Read(template, version.Settings));

    /// <summary>The versions that decide: all but the withdrawn ones.</summary>
    public static IReadOnlyList<ProgrammeVersionFact> Facts(ProgrammeTemplate template, IEnumerable<ProgrammeVersion> versions) =>
        [.. versions.Where(version => version.WithdrawnAt is null).Select(version => Fact(template, version))];

    /// <summary>What is in force at the instant; before the first version, what will be in force first.</summary>
    public static async Task<ProgrammeSettings> InForceAsync(
        PortalDb db, Programme programme, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var versions = await db.ProgrammeVersions.AsNoTracking()
            .Where(version => version.ProgrammeId == programme.Id && version.WithdrawnAt == null).ToListAsync(cancellationToken);
        return InForce(programme.Template, versions, at);
    }

    public static ProgrammeSettings InForce(ProgrammeTemplate template, IEnumerable<ProgrammeVersion> versions, DateTimeOffset at)
    {
        var facts = Facts(template, versions);
        return (VersionChoice.InForce(facts, at) ?? facts.MinBy(fact => fact.EffectiveFrom)!).Settings;
    }
}

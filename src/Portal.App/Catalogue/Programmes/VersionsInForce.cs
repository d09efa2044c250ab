namespace Portal.App.Catalogue.Programmes;

internal static class VersionsInForce
{
    /// <summary>Of each programme the version in force at an instant: the last that has begun and was not withdrawn (R10.1).</summary>
    public static IQueryable<ProgrammeVersion> InForce(this IQueryable<ProgrammeVersion> versions, DateTimeOffset at)
    {
        var begun = versions.Where(version => version.WithdrawnAt == null && version.EffectiveFrom <= at);
        return begun.Where(version => !begun.Any(later => later.ProgrammeId == version.ProgrammeId
            && (later.EffectiveFrom > version.EffectiveFrom
                || (later.EffectiveFrom == version.EffectiveFrom && later.Number > version.Number))));
    }
}

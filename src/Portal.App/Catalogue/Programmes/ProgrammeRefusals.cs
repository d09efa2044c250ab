namespace Portal.App.Catalogue.Programmes;

/// <summary>Why a programme or a version of its settings is refused.</summary>
public static class ProgrammeRefusals
{
    /// <summary>No such programme, or none that the actor may know of.</summary>
    public const string NotFound = "programme_not_found";

    /// <summary>Another programme has the code.</summary>
    public const string CodeTaken = "programme_code_taken";

    /// <summary>The shop has a surcharge programme already; two would owe an order's promotion twice (R7.9).</summary>
    public const string SurchargeTaken = "surcharge_programme_taken";

    /// <summary>The programme has no such version.</summary>
    public const string VersionNotFound = "version_not_found";

    /// <summary>Orders placed from then on are decided by the settings in force. Facts: <c>latest</c>.</summary>
    public const string VersionRetroactive = "version_retroactive";

    /// <summary>Another version takes effect at that instant.</summary>
    public const string VersionDateTaken = "version_date_taken";

    /// <summary>The first version is never withdrawn: a programme always has settings.</summary>
    public const string VersionFirst = "version_first";

    /// <summary>The version took effect already. Facts: <c>from</c>.</summary>
    public const string VersionStarted = "version_started";
}

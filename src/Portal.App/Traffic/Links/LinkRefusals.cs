namespace Portal.App.Traffic.Links;

/// <summary>Why a link is not made or found.</summary>
public static class LinkRefusals
{
    /// <summary>No such link, or none that the actor may know of.</summary>
    public const string NotFound = "link_not_found";

    /// <summary>The address is on no host of the shop. Facts: <c>allowed</c>.</summary>
    public const string DestinationNotAllowed = "destination_not_allowed";

    /// <summary>The partner takes no part in the programme.</summary>
    public const string NotInProgramme = "not_in_programme";

    /// <summary>The programme rewards no partner, so partners have no links in it.</summary>
    public const string ProgrammeWithoutLinks = "programme_without_links";
}

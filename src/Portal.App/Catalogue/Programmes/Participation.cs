namespace Portal.App.Catalogue.Programmes;

/// <summary>That a partner takes part in a programme, as far as programmes have to know it: its partners may see it.</summary>
internal sealed class Participation
{
    public required Guid ProgrammeId { get; init; }

    public required Guid PartnerId { get; init; }
}

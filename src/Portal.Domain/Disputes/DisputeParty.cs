namespace Portal.Domain.Disputes;

/// <summary>Who somebody is to a dispute.</summary>
public enum DisputeParty
{
    /// <summary>Whoever belongs to the organisation that filed it.</summary>
    Author,

    /// <summary>The other side: whose order it is about, or to whom that order is credited.</summary>
    Counterpart,

    /// <summary>An admin.</summary>
    Reviewer,

    /// <summary>The portal itself, when nobody answered in time (R8.8).</summary>
    Portal,
}

/// <summary>What can be done about a dispute.</summary>
public enum DisputeAct
{
    Save,
    File,

    /// <summary>A message in the thread; one of its author's is the answer where information is wanted.</summary>
    Write,
    Review,
    AskForInformation,
    Accept,
    Reject,
    Withdraw,
    Appeal,
}

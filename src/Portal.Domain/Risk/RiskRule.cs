namespace Portal.Domain.Risk;

/// <summary>By what a partner's orders or clicks stand out. None of them proves anything: a person looks.</summary>
public enum RiskRule
{
    /// <summary>A device was used by another customer before (R5.5).</summary>
    DeviceClash,

    /// <summary>The customer is the partner themselves (R1.9).</summary>
    SelfReferral,

    /// <summary>One visitor or address used the partner's links more often in an hour than people do.</summary>
    ClickFlood,

    /// <summary>The order was placed sooner after its click than anybody can order.</summary>
    ImpossibleTime,
}

namespace Portal.Web.Components.Programmes;

/// <summary>Marks the texts of programmes, their rules and their settings, for everybody who reads or changes them.</summary>
public sealed class ProgrammeTexts;

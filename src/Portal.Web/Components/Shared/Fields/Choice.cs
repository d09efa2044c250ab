namespace Portal.Web.Components.Shared.Fields;

/// <summary>One of the values that somebody may choose, and what it is called.</summary>
public sealed record Choice<T>(T Value, string Text);

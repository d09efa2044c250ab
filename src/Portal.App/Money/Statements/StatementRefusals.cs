namespace Portal.App.Money.Statements;

/// <summary>Why a statement is not shown or not confirmed.</summary>
public static class StatementRefusals
{
    /// <summary>No such statement.</summary>
    public const string NotFound = "statement_not_found";
}

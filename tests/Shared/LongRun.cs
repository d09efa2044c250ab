namespace Portal.Tests.Shared;

/// <summary>The same test at a larger size under <c>./test.sh --long</c>.</summary>
public static class LongRun
{
    public static readonly bool IsOn = Environment.GetEnvironmentVariable("PORTAL_TEST_LONG") == "1";

    public static int Of(int usual, int large) => IsOn ? large : usual;
}

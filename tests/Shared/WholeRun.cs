namespace Portal.Tests.Shared;

/// <summary>Whether all tests of a project run, which <c>./test.sh</c> says and a filter would make untrue.</summary>
public static class WholeRun
{
    public static bool IsIt => Environment.GetEnvironmentVariable("PORTAL_TEST_WHOLE") == "1";
}

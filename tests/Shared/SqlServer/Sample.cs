using System.Collections;

namespace Portal.Tests.Shared.SqlServer;

/// <summary>Plain values of any type that a query may take: for what is sent it matters only that they are there.</summary>
public static class Sample
{
    /// <param name="type">The type of a parameter.</param>
    /// <param name="elements">How many different elements a collection has.</param>
    public static object? Of(Type type, int elements)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner != typeof(string) && inner != typeof(byte[]) && typeof(IEnumerable).IsAssignableFrom(inner))
            return Many(inner, elements);
        return One(inner, 1);
    }

    private static IEnumerable Many(Type type, int elements)
    {
        var element = type.IsArray ? type.GetElementType()!
            : type.GetInterfaces().Append(type).First(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .GetGenericArguments()[0];
        var inner = Nullable.GetUnderlyingType(element) ?? element;
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        for (var i = 1; i <= elements; i++)
            list.Add(One(inner, i));
        if (type.IsInstanceOfType(list))
            return list;

        var array = Array.CreateInstance(element, elements);
        list.CopyTo(array, 0);
        return type.IsInstanceOfType(array) ? array : (IEnumerable)Activator.CreateInstance(type, list)!;
    }

    private static object? One(Type type, int number) => type switch
    {
        _ when type == typeof(string) => $"{number}",
        _ when type == typeof(Guid) => Guid.CreateVersion7(World.Start.AddMilliseconds(number)),
        _ when type == typeof(DateTimeOffset) => World.Start.AddMinutes(number),
        _ when type == typeof(DateOnly) => DateOnly.FromDateTime(World.Start.Date).AddDays(number),
        _ when type == typeof(byte[]) => BitConverter.GetBytes((long)number).Concat(new byte[24]).ToArray(),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(number % Enum.GetValues(type).Length),
        _ when type.IsPrimitive && type != typeof(bool)
        && type != typeof(char) => Convert.ChangeType(number % 100, type, System.Globalization.CultureInfo.InvariantCulture),
        _ => type.IsValueType ? Activator.CreateInstance(type) : null,
    };
}

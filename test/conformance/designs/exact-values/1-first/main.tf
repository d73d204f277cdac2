variable "big" {
  type    = number
  default = 123456789012345678901234567890.123456789
}
variable "list" {
  type    = list(number)
  default = [1, 1.0, 1e3, 0.1, 1e-7, 12345678901234567890]
}
locals {
  third = 1 / 3
  umlaut = "Größe 大小 \u00e9 e\u0301 🚀 \U0001F600"
}
resource "terraform_data" "numbers" {
  input = {
    big    = var.big
    third  = local.third
    sum    = var.big + 0.1
    text   = "${var.big}"
    mixed  = [1, "1", true, null]
    floor  = floor(local.third * 1e30)
    mod    = -7 % 3
    pow    = pow(2, 10)
    parse  = parseint("ffffffffffffffffffff", 16)
    tonum  = tonumber("00012.50")
    cmp    = [1 == 1.0, "1" == 1, 0.1 + 0.2 == 0.3, 1e3 == 1000]
    format = format("%d %05.2f %x %s %v %q %e", 42, 3.14159, 255, 1.50, [1], "q", 12345.678)
  }
}
resource "terraform_data" "texts" {
  input = {
    umlaut  = local.umlaut
    length  = length(local.umlaut)
    substr  = substr(local.umlaut, 0, 9)
    upper   = upper(local.umlaut)
    reverse = strrev("ab🚀e\u0301")
    html    = "<a href=\"x\">&amp;</a>\u2028"
    sorted  = sort(["b", "B", "a", "é", "z", "大"])
    set     = toset(["b", "a", "b"])
    split   = split(",", "a,,b,")
    regex   = regexall("(?P<k>\\w+)=(?P<v>\\d+)", "a=1, b=22")
    repl    = replace("a1b22", "/\\d+/", "<$0>")
    trim    = [trimspace("  x\t\n"), trim("--x--", "-"), title("hello wORLD"), indent(2, "a\nb")]
    empty   = ""
    null    = null
    date    = formatdate("YYYY-MM-DD'T'hh:mm:ssZ EEE", "2026-02-28T23:59:59+08:00")
    added   = timeadd("2026-02-28T23:59:59Z", "25h1s")
    hash    = [md5("x"), sha1("x"), base64sha256("x"), uuidv5("dns", "ztc.example")]
  }
  triggers_replace = toset([3, 1, 2])
}
resource "terraform_data" "collections" {
  for_each = { "with space" = 1, "quo\"te" = 2, "back\\slash" = 3, "$${x}" = 4, "点" = 5 }
  input    = { key = each.key, of = { list = tolist([each.value]), set = toset(["z", "y"]), map = tomap({ k = "v" }), tuple = [each.value, "t"] } }
}
output "numbers" { value = terraform_data.numbers.output }
output "list" { value = var.list }
output "texts" { value = terraform_data.texts.output }
output "types" {
  value = {
    m = tomap({ a = 1, b = "2" })
    l = tolist([1, "2"])
    s = toset([true, "false"])
    o = { x = null, y = [] }
    e = tomap({})
    n = tolist([])
  }
}

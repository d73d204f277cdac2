variable "names" {
  type    = list(string)
  default = ["a", "b"] # of two
}

locals {
  text = <<-EOT
    first
      second ${join(",", var.names)}
  EOT
  /* over
     lines */
  list = [
    "x",
    "y", // last
  ]
}

resource "terraform_data" "a" {
  for_each = toset(var.names)
  input    = { text = local.text, list = local.list, key = each.key }
}

output "text" {
  value = local.text
}

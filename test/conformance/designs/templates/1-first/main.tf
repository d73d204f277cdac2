locals {
  people = csvdecode(file("${path.module}/people.csv"))
  rules  = yamldecode(file("${path.module}/rules.yaml"))
  motd   = <<-EOT
    Welcome to ${upper(local.rules.site)}
      indented, $${literal} and %%{literal}
    %{ for person in local.people ~}
    - ${person.name} (${person.role})
    %{ endfor ~}
    %{ if length(local.people) > 2 }many%{ else }few%{ endif }
  EOT
  raw = <<EOT
tab	and "quotes" and \n stay
EOT
}

resource "terraform_data" "user_data" {
  for_each = { for person in local.people : person.name => person }
  input = templatefile("${path.module}/templates/init.sh.tftpl", {
    name   = each.key
    role   = each.value.role
    ports  = try(local.rules.ports[each.value.role], [])
    config = { b = 1, a = [true, null, "x<y>&z"] }
  })
}

module "render" {
  source = "./render"
  name   = "inner"
}

resource "terraform_data" "encoded" {
  input = {
    yaml   = yamlencode({ rules = local.rules, list = [1, 2.5, null, "yes", "multi\nline"], empty = {} })
    json   = jsonencode(local.rules)
    base64 = base64encode(local.motd)
    digest = filesha256("${path.module}/rules.yaml")
    files  = fileset(path.module, "**/*.tftpl")
    exists = fileexists("${path.module}/no-such-file")
  }
}

output "motd" { value = local.motd }
output "raw" { value = local.raw }
output "people" { value = local.people }
output "rules" { value = local.rules }
output "rendered" { value = module.render.text }
output "place" { value = [path.module, path.root, module.render.place, basename(path.cwd) != ""] }
output "workspace" { value = terraform.workspace }

variable "name" {}
variable "release" {}

resource "terraform_data" "template" {
  input            = { name = var.name, release = var.release }
  triggers_replace = var.release
}

resource "terraform_data" "member" {
  count            = 2
  input            = "${var.name}-${count.index}"
  triggers_replace = terraform_data.template.id
  lifecycle {
    create_before_destroy = true
    postcondition {
      condition     = self.output == null || startswith(self.output, var.name)
      error_message = "A member of ${var.name} is called ${self.output}."
    }
  }
}

output "members" {
  value = terraform_data.member[*].id
}

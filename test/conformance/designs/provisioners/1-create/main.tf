variable "message" { default = "hello" }
variable "secret" {
  default   = "s3cret"
  sensitive = true
}
resource "terraform_data" "base" {
  input = var.message
  provisioner "local-exec" {
    command     = "printf '%s %s %s' \"$NAME\" \"${self.input}\" \"$(pwd | sed 's#.*/##')\" > base.txt"
    working_dir = "${path.module}/work"
    environment = { NAME = "n-${self.output}", EMPTY = null }
  }
  provisioner "local-exec" {
    command     = "true"
    interpreter = ["sh", "-c"]
    quiet       = true
  }
  provisioner "local-exec" {
    when       = destroy
    command    = "exit 3"
    on_failure = continue
  }
}
module "task" {
  source   = "./task"
  for_each = toset(["one", "two"])
  name     = each.key
  after    = terraform_data.base.id
}
resource "terraform_data" "fails" {
  count = 2
  input = count.index
  provisioner "local-exec" {
    command    = "echo ${count.index} ${var.secret}; exit 7"
    on_failure = continue
  }
}

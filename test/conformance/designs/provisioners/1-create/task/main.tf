variable "name" {}
variable "after" {}
resource "terraform_data" "task" {
  input            = var.name
  triggers_replace = var.after
  provisioner "local-exec" {
    command = "echo ${var.name} >> created.txt"
  }
  provisioner "local-exec" {
    when    = destroy
    command = "echo ${self.input} >> destroyed.txt"
  }
}

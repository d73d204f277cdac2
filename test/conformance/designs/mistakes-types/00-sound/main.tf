variable "ports" {
  type    = set(number)
  default = [80, 443]
}
variable "text" { default = "text" }
variable "nothing" { default = null }
resource "terraform_data" "made" { input = "x" }

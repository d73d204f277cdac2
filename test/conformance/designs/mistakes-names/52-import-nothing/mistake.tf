import {
  to = terraform_data.nobody
  id = "x"
}
